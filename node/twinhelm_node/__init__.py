"""The node: everything that runs on a server of a pair, and the lab."""
