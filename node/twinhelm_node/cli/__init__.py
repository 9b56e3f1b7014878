"""The command line: twinhelm."""
