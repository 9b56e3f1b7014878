"""A path as text that can be written anywhere: names are bytes, and need not be UTF-8."""


def shown(path: bytes) -> str:
    """Return `path` for people, JSON and messages: bytes that are not UTF-8 as escapes."""
    return path.decode("utf-8", "backslashreplace")
