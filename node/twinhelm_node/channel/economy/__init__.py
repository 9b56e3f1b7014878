"""The low bandwidth module: how much a batch is compressed, with which memory, how fast it may leave."""
