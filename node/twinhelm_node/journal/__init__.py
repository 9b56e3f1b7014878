"""Segments of records: the one format that unsafe queue, channel and safe queue share (FORMAT.md)."""
