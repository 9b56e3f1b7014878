"""Commented examples and defaults."""
