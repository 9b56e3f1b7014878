"""Crash and switch over under load, again and again, comparing each time: `./dev torture`."""
