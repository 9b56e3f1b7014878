"""Values that travel inside a node: frozen, validated at the edge, free of I/O."""
