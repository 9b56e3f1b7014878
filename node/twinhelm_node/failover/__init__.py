"""Who is active: the pure decision, and the parts that carry it out."""
