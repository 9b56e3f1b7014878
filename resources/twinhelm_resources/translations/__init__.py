"""Texts of the console in other languages, for Qt Linguist (.ts) and for the program (.qm)."""
