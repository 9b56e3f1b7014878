"""Qt models and live state, tested without a window."""
