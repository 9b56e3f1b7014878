"""Everything the console asks of a pair: the gateway, its real and its simulated side."""
