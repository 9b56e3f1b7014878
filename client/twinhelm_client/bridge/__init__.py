"""From coroutines to queued Qt signals."""
