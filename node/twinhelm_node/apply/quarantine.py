"""Where things go that the active does not have: aside, with their path; or they stay, or are deleted, as the set says.

```
quarantine/20261122T120000Z/<path>     what was taken in one check
quarantine/20261122T120000Z.jsonl      which paths those are, and when each was taken
```
"""

import logging
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from twinhelm_node.apply.set_aside import move_aside, remove
from twinhelm_node.apply.tree import Tree
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.verification import OrphanPolicy

_log = logging.getLogger(__name__)
_MOST_LEFT = 100_000


@dataclass(frozen=True, slots=True)
class Taken:
    """One line of the list of a round."""

    path: bytes
    at_ns: int


class Quarantine:
    """One set's. `policy` says what becomes of orphans; `tell(path, sentence)` is called for each."""

    def __init__(
        self, directory: Path, policy: Callable[[], OrphanPolicy] = lambda: OrphanPolicy.QUARANTINE,
        tell: Callable[[bytes, str], None] = lambda *_: None,
    ) -> None:  # fmt: skip
        self._directory = directory
        self._policy = policy
        self._tell = tell
        self._current: Path | None = None
        self._left: set[bytes] = set()  # told of in this check
        self.moved = 0
        self.deleted = 0
        self.orphans = 0

    @property
    def keeps_orphans(self) -> bool:
        """Whether something that the active does not have may stand in the tree."""
        return self._policy() is OrphanPolicy.REPORT

    def new_round(self) -> None:
        """Let what comes next go into a directory of its own."""
        self._current = None
        self._left.clear()

    def orphan(self, tree: Tree, path: bytes) -> None:
        """Something that the active does not have: do what the set says."""
        policy = self._policy()
        if path in self._left:
            return  # a check that goes on after a pause lists its folders again
        self.orphans += 1
        if policy is OrphanPolicy.REPORT:
            self._leave(path)
            self._tell(path, "it was left where it is")
            return
        found = self._let_go(tree, path)
        if found is None:
            return
        if policy is OrphanPolicy.DELETE:
            remove(found)
            self.deleted += 1
            self._tell(path, "it was deleted")
            return
        try:
            self._aside(found, path)
            self._tell(path, "it was set aside")
        except OSError as error:
            self._leave(path)
            _log.warning("%s is not on the active; it could not be set aside and stays (%s)", shown(path), error.strerror)
            self._tell(path, f"it could not be set aside ({error.strerror}) and stays")

    def take(self, tree: Tree, path: bytes) -> None:
        """Make way: remove `path` from the tree, whatever it is; missing is fine. What cannot be set aside is deleted."""
        found = self._let_go(tree, path)
        if found is None:
            return
        try:
            self._aside(found, path)
        except OSError as error:
            _log.warning("%s stood in the way and was deleted: it could not be set aside (%s)", shown(path), error.strerror)
            remove(found)
            self.deleted += 1

    def _leave(self, path: bytes) -> None:
        if len(self._left) < _MOST_LEFT:
            self._left.add(path)

    def _let_go(self, tree: Tree, path: bytes) -> bytes | None:
        """Close what is open of it; returns a path that leads there without following a link, None if there is nothing."""
        try:
            seen = tree.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if stat.S_ISDIR(seen.st_mode):
            tree.forget_below(path)
        tree.forget(path)
        return tree.by_name(path)

    def _aside(self, found: bytes, path: bytes) -> None:
        place = self._round()
        base = os.fsencode(place) + b"/"
        kept = _free_place(base, path)
        os.makedirs(os.path.dirname(base + kept), mode=0o700, exist_ok=True)
        move_aside(found, base + kept)
        self.moved += 1
        with place.with_name(f"{place.name}.jsonl").open("ab") as listed:
            listed.write(msgspec.json.encode(Taken(kept, time.time_ns())) + b"\n")

    def _round(self) -> Path:
        if self._current is None:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._current = self._directory / time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        self._current.mkdir(exist_ok=True, mode=0o700)
        return self._current


def _free_place(base: bytes, path: bytes) -> bytes:
    """Return the path below `base` that something can go to: parts that are taken get a `~`.

    A folder of the path may have been a file, or a link that leads elsewhere, when it was taken earlier in this round.
    """
    *folders, name = path.split(b"/")
    kept = b""
    for folder in folders:
        kept += folder
        while os.path.lexists(base + kept) and not stat.S_ISDIR(os.lstat(base + kept).st_mode):
            kept += b"~"
        kept += b"/"
    kept += name
    while os.path.lexists(base + kept):
        kept += b"~"
    return kept
