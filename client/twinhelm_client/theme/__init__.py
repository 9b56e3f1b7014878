"""Colours, type, palettes and icons."""
