"""Definitions of applications that ship."""
