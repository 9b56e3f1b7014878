"""The console: what an administrator sees of a pair, and the switchover wizard."""
