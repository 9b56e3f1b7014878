"""Guided work in several steps."""
