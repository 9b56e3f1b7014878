"""Which paths of a protected folder are replicated (rules in domain.pair.ProtectedSet)."""

import fnmatch
import re


class PathFilter:
    """Shell patterns compiled once. Paths are bytes relative to the folder."""

    def __init__(self, include: tuple[str, ...], exclude: tuple[str, ...]) -> None:
        self._include = _compile(include)
        self._exclude = _compile(exclude)
        self.everything = not include and not exclude

    def excluded(self, path: bytes, is_directory: bool) -> bool:
        """Return whether `path` is left alone: it or a directory above it is excluded, or no include pattern matches a file."""
        if self.everything or not path:
            return False
        text = path.decode("utf-8", "surrogateescape")
        if self._exclude:
            parts = text.split("/")
            for depth in range(1, len(parts) + 1):
                if _matches(self._exclude, "/".join(parts[:depth]), parts[depth - 1]):
                    return True
        if self._include and not is_directory:
            return not _matches(self._include, text, text.rpartition("/")[2])
        return False


def _compile(patterns: tuple[str, ...]) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]] | None:
    """Return the patterns for one name and those for a whole path."""
    if not patterns:
        return None
    names = [re.compile(fnmatch.translate(pattern)) for pattern in patterns if "/" not in pattern]
    paths = [re.compile(fnmatch.translate(pattern.lstrip("/"))) for pattern in patterns if "/" in pattern]
    return names, paths


def _matches(compiled: tuple[list[re.Pattern[str]], list[re.Pattern[str]]], path: str, name: str) -> bool:
    names, paths = compiled
    return any(pattern.match(name) for pattern in names) or any(pattern.match(path) for pattern in paths)
