"""What the quarantine of a server holds (apply.quarantine), for people: listed, restored, deleted, and cleaned when it is old or large."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from twinhelm_node.apply.quarantine import Taken
from twinhelm_node.apply.set_aside import measure, move_aside, remove
from twinhelm_node.domain.errors import AlreadyExists, InvalidInput, NotFound
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.verification import Orphan, holds

_DAY_NS = 86_400 * 10**9


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was deleted from the quarantine of a set."""

    set_name: str
    items: int
    size_bytes: int
    why: str


class OrphanStore:
    """The quarantines of all sets of one server. Blocks."""

    def __init__(self, server: str, sets_directory: Path) -> None:
        self._server = server
        self._sets = sets_directory

    def list(self, set_name: str = "") -> tuple[Orphan, ...]:
        """Return what is set aside, newest first."""
        names = [set_name] if set_name else sorted(found.name for found in self._sets.glob("*") if (found / "quarantine").is_dir())
        found = [one for name in names for one in self._of(name)]
        return tuple(sorted(found, key=lambda one: (-one.taken_ns, one.path)))

    def restore(self, set_name: str, round_name: str, path: bytes, target: bytes) -> None:
        """Move something out, to `target`. Reasons: UNKNOWN_ORPHAN, TARGET_EXISTS, TARGET_MISSING."""
        place = self._place(set_name, round_name, path)
        if os.path.lexists(target):
            raise AlreadyExists(f"{shown(target)} exists already and is not overwritten; name another folder", "TARGET_EXISTS")
        if not os.path.isdir(os.path.dirname(target)):
            raise InvalidInput(f"the folder {shown(os.path.dirname(target))} does not exist; make it first", "TARGET_MISSING")
        try:
            move_aside(place, target)
        except OSError as error:
            raise InvalidInput(f"{shown(path)} cannot be put to {shown(target)}: {error.strerror}", "CANNOT_RESTORE") from error
        self._forget(set_name, round_name, path)

    def delete(self, set_name: str, round_name: str, path: bytes) -> None:
        """Delete something for good. Reason UNKNOWN_ORPHAN."""
        remove(self._place(set_name, round_name, path))
        self._forget(set_name, round_name, path)

    def clean(self, sets: Sequence[ProtectedSet], now_ns: int) -> tuple[Cleaned, ...]:
        """Delete what is older, or more, than each set allows; the oldest first."""
        return tuple(cleaned for one in sets for cleaned in self._clean(one, now_ns))

    def _clean(self, protected: ProtectedSet, now_ns: int) -> Iterator[Cleaned]:
        held = list(self._of(protected.name))
        if protected.orphan_days:
            old = [one for one in held if now_ns - one.taken_ns > protected.orphan_days * _DAY_NS]
            yield from self._delete_all(protected.name, old, f"older than {protected.orphan_days} days")
            held = [one for one in held if one not in old]
        if protected.orphan_bytes:
            too_much = sum(one.size_bytes for one in held) - protected.orphan_bytes
            most = []
            for one in sorted(held, key=lambda one: one.taken_ns):
                if too_much <= 0:
                    break
                most.append(one)
                too_much -= one.size_bytes
            yield from self._delete_all(protected.name, most, f"more than {protected.orphan_bytes} bytes")

    def _delete_all(self, set_name: str, orphans: Sequence[Orphan], why: str) -> Iterator[Cleaned]:
        for one in orphans:
            self.delete(set_name, one.round, one.path)
        if orphans:
            yield Cleaned(set_name, len(orphans), sum(one.size_bytes for one in orphans), why)

    def _of(self, set_name: str) -> Iterator[Orphan]:
        quarantine = self._quarantine(set_name)
        for listed in sorted(quarantine.glob("*.jsonl")):
            for taken in _taken(listed):
                place = os.fsencode(quarantine / listed.stem) + b"/" + taken.path
                try:
                    seen = os.lstat(place)
                except OSError:
                    continue
                files, size = measure(place)
                is_folder = stat.S_ISDIR(seen.st_mode)
                yield Orphan(self._server, set_name, listed.stem, taken.path, is_folder, files, size, taken.at_ns)

    def _quarantine(self, set_name: str) -> Path:
        if "/" in set_name or set_name in ("", ".", ".."):
            raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
        return self._sets / set_name / "quarantine"

    def _place(self, set_name: str, round_name: str, path: bytes) -> bytes:
        """Where something lies: only what the lists name, so nothing outside the quarantine can be meant."""
        quarantine = self._quarantine(set_name)
        listed = quarantine / f"{round_name}.jsonl"
        if "/" not in round_name and listed.exists() and any(taken.path == path for taken in _taken(listed)):
            place = os.fsencode(quarantine / round_name) + b"/" + path
            if os.path.lexists(place):
                return place
        raise NotFound(f"{shown(path)} is not in the quarantine of {set_name}; 'twinhelm verify orphans' shows what is", "UNKNOWN_ORPHAN")

    def _forget(self, set_name: str, round_name: str, path: bytes) -> None:
        """Drop folders that have become empty, and the list when nothing is left of its round."""
        quarantine = self._quarantine(set_name)
        top = os.fsencode(quarantine / round_name)
        folder = os.path.dirname(top + b"/" + path)
        while holds(top, folder):
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = os.path.dirname(folder)
        (quarantine / f"{round_name}.jsonl").unlink(missing_ok=True)


def _taken(listed: Path) -> Iterator[Taken]:
    for line in listed.read_bytes().splitlines():
        try:
            yield msgspec.json.decode(line, type=Taken)
        except msgspec.MsgspecError:
            continue  # the last line of a process that was killed
