"""Goes through a folder, or a part of it, in the order of names, and has the capture put what it finds into the order of records.

The order makes a place in it worth remembering: a walk that was interrupted goes on from there, also in another process.
"""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from twinhelm_node.capture.capture import Capture
from twinhelm_node.domain.verification import comes_after, holds


class Hands(Protocol):
    """What a walk needs of its walker."""

    def wait_for_turn(self) -> None:
        """Return when the next record may be appended; may raise what ends the walk."""
        ...

    def block_bytes(self) -> int:
        """How much to read at once."""
        ...

    def note(self, *, visited: int = 0, compared: int = 0, sent: int = 0) -> None:
        """Count what was done."""
        ...

    def other_names(self, path: bytes) -> Iterable[bytes]:
        """Other names of a hard-linked file that have to be visited with it."""
        ...


@dataclass(slots=True)
class _Folder:
    """A folder on the way down. `begin` and `each` place it and its entries on the scale of progress."""

    path: bytes
    entries: list[tuple[bytes, int]]
    begin: float
    each: float
    following: int = 0


class Walk:
    """One walk over `top` (b"": everything), after `position`; with an `offset` from there on in that file.

    `position`, `offset` and `progress_ratio` say how far it is; `found` whether there was anything at `top`.
    """

    def __init__(self, capture: Capture, hands: Hands, top: bytes, *, compare: bool, position: bytes = b"", offset: int = 0) -> None:
        self._capture = capture
        self._hands = hands
        self._top = top
        self._compare = compare
        self._after, self._after_offset = position, offset
        self.position, self.offset = position, offset
        self.progress_ratio = 0.0
        self.found = False
        self._steps = self._go()

    def step(self) -> bool:
        """Bring the next object or block; False at the end."""
        return next(self._steps, None) is not None

    def to_the_end(self) -> bool:
        """Bring everything. Returns whether there was anything."""
        while self.step():
            pass
        return self.found

    def _go(self) -> Iterator[bool]:
        entries = self._enter(self._top)
        if entries is None:
            if self._top:
                yield from self._file_with_names(self._top)
            return
        stack = [_folder(self._top, entries, 0.0, 1.0)]
        while stack:
            folder = stack[-1]
            if folder.following >= len(folder.entries):
                stack.pop()
                self._hands.wait_for_turn()
                self._capture.copy_directory_finish(folder.path)
                continue
            name, kind = folder.entries[folder.following]
            begin = folder.begin + folder.following * folder.each
            folder.following += 1
            path = folder.path + b"/" + name if folder.path else name
            if self._had(path, kind):
                self.progress_ratio = begin + folder.each
                continue
            if kind != stat.S_IFDIR:
                yield from self._file_with_names(path)
            elif (entries := self._enter(path)) is not None:
                stack.append(_folder(path, entries, begin, folder.each))
            self.position, self.offset = path, 0
            self.progress_ratio = begin if kind == stat.S_IFDIR else begin + folder.each
            yield True

    def _had(self, path: bytes, kind: int) -> bool:
        """Whether this was visited before the position where the walk goes on."""
        if not self._after:
            return False
        if holds(path, self._after):
            return path == self._after and not self._after_offset and kind != stat.S_IFDIR
        return not comes_after(path, self._after)

    def _enter(self, path: bytes) -> list[tuple[bytes, int]] | None:
        self._hands.wait_for_turn()
        entries = self._capture.copy_directory(path)
        if entries is not None:
            self.found = True
            self._hands.note(visited=1)
        return entries

    def _file_with_names(self, path: bytes) -> Iterator[bool]:
        for name in self._hands.other_names(path):
            for _ in self._file(name):
                yield True
            self._capture.copy_directory_finish(name.rpartition(b"/")[0])  # no walk comes by there
        for offset in self._file(path):
            self.position, self.offset = path, offset
            yield True

    def _file(self, path: bytes) -> Iterator[int]:
        """Bring one name; yields up to where it has been brought so far."""
        self._hands.wait_for_turn()
        offset = self._after_offset if path == self._after else 0
        target = self._capture.open_file(path) if offset else self._capture.copy_object(path)
        if target is None:
            return
        self.found = True
        self._hands.note(visited=1)
        if not target.is_regular:
            return
        handled = 0
        while offset < target.size:  # what has grown since then is in the order as the application's writes
            self._hands.wait_for_turn()
            size = self._hands.block_bytes()
            if self._compare:
                handled, offset = self._capture.verify_block(target, offset, size)
                self._hands.note(compared=max(0, min(handled, size)))
            else:
                handled, offset = self._capture.copy_block(target, offset, size)
                self._hands.note(sent=max(0, min(handled, size)))
            if handled <= 0:
                break
            yield offset
        if handled >= 0:
            self._capture.copy_finish(target)


def _folder(path: bytes, entries: list[tuple[bytes, int]], begin: float, share: float) -> _Folder:
    return _Folder(path, sorted(entries), begin, share / len(entries) if entries else 0.0)
