"""Has the capture put single things into the order: the hands of every walk, and what the passive needs."""

import os
from collections.abc import Iterable

from twinhelm_node.apply.linked import Linked
from twinhelm_node.capture.capture import Capture, CopyTarget
from twinhelm_node.channel.values import Need, NeedScope
from twinhelm_node.replicator.check_at_work import CheckAtWork
from twinhelm_node.replicator.check_gate import Gate
from twinhelm_node.replicator.check_walk import Walk

_BLOCK_BYTES = 256 * 1024


class Bringer:
    """Brings one thing after the other, each through the gate (check_walk.Hands).

    `linked` finds other names of hard-linked files; None while everything is visited anyway.
    """

    def __init__(self, capture: Capture, folder: str, gate: Gate, at_work: CheckAtWork) -> None:
        self._capture = capture
        self._folder = os.fsencode(folder)
        self._gate = gate
        self._at_work = at_work
        self.linked: Linked | None = None

    # What a walk asks (check_walk.Hands) -------------------------------------------------------------------------

    def wait_for_turn(self) -> None:
        """Wait for room and, in a check, for its rate."""
        self._gate.wait(paced=True)

    def block_bytes(self) -> int:
        """How much to read at once."""
        return self._gate.block_bytes(_BLOCK_BYTES)

    def note(self, *, visited: int = 0, compared: int = 0, sent: int = 0) -> None:
        """Count what was done."""
        self._at_work.note(visited=visited, compared=compared, sent=sent)
        self._gate.note(compared=compared, sent=sent)

    def other_names(self, path: bytes) -> Iterable[bytes]:
        """Other names of a hard-linked file, unless everything is visited anyway."""
        return self.linked.other_names(path) if self.linked is not None else ()

    # What is needed ----------------------------------------------------------------------------------------------

    def visit(self, need: Need) -> None:
        """Bring one thing that is needed; if it is gone, tell its directory, so that it goes on the passive too."""
        path = need.path
        parent = path.rpartition(b"/")[0]
        if path and self._capture.is_excluded(path, is_directory=False):
            return
        if need.scope is NeedScope.BLOCKS:
            self._send_blocks(need)
        elif need.scope is NeedScope.OBJECT and self._list_directory(path):
            pass
        elif Walk(self._capture, self, path, compare=need.compare).to_the_end():
            if path:
                self._capture.copy_directory_finish(parent)
        else:
            while not self._list_directory(parent) and parent:
                parent = parent.rpartition(b"/")[0]

    def new_linked(self) -> Linked:
        """Names as they are now."""
        return Linked(self._folder, lambda path: self._capture.is_excluded(path, is_directory=False), self._gate.wait)

    def _list_directory(self, path: bytes) -> bool:
        """Send the names and attributes of one directory. False if there is no such directory."""
        self._gate.wait()
        if self._capture.copy_directory(path) is None:
            return False
        self.note(visited=1)
        self._capture.copy_directory_finish(path)
        return True

    def _send_blocks(self, need: Need) -> None:
        """Send some bytes of a file. If its path is gone, whoever took it has brought the passive there by records of their own."""
        target = self._capture.open_file(need.path)
        if target is not None:
            self.note(visited=1)
            if self._copy_blocks(target, need.offset, need.length):
                self._capture.copy_finish(target)

    def _copy_blocks(self, target: CopyTarget, offset: int, length: int) -> bool:
        """Send `length` bytes (0: all) from `offset` on. False if the path names something else by now."""
        end = offset + length if length else 1 << 63
        while offset < end:
            self._gate.wait()
            size = min(_BLOCK_BYTES, end - offset)
            handled, offset = self._capture.copy_block(target, offset, size)
            self.note(sent=max(0, min(handled, size)))
            if handled <= 0:
                return handled == 0
        return True
