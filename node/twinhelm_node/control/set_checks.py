"""What is looked at before a folder is protected: each question with its evidence. Questions of the other server go over the heartbeat."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from twinhelm_node.config.pair_changes import with_set
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.operations import Check, Verdict
from twinhelm_node.domain.pair import PairDocument, ProtectedSet
from twinhelm_node.system.folder_size import FolderLook, FolderSize, look_at_folder, measure_folder
from twinhelm_node.system.open_files import programs_with_open_files

MEASURE_S = 3.0
SPARE_RATIO = 0.10  # of the passive's disk, for the queues and for what grows meanwhile
_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class SetChecker:
    """`look_there` asks the other server about a folder; it raises Unreachable when nobody answers."""

    here: str
    there: str
    reserved: tuple[str, ...]
    look_there: Callable[[str], Awaitable[FolderLook]]

    async def check(self, document: PairDocument, new: ProtectedSet) -> tuple[Check, ...]:
        """Return the evidence for or against protecting `new`. Nothing is changed."""
        try:
            path = (await asyncio.to_thread(with_set, document, new, reserved=self.reserved)).sets[-1].path
        except TwinhelmError as error:
            return (Check("folder", Verdict.VETO, str(error)),)
        size = await asyncio.to_thread(measure_folder, path, MEASURE_S)
        programs = await asyncio.to_thread(programs_with_open_files, path)
        try:
            other: FolderLook | TwinhelmError = await self.look_there(path)
        except TwinhelmError as error:
            other = error
        beside = f" beside {count(len(document.sets), 'other set')}" if document.sets else ""
        checks = [
            Check("folder", Verdict.OK, f"{path} is a folder on {self.here}{_linked(new.path, path)}"),
            Check("overlap", Verdict.OK, f"it contains no other set and none of Twinhelm's own files{beside}"),
            _filters(new),
            open_files(path, programs),
            Check("size", Verdict.OK, f"it holds {size_words(size)} to copy"),
        ]
        return (*checks, *self._on_the_other(path, size, other))

    async def look_here(self, path: str) -> FolderLook:
        """Answer the other server."""
        return await asyncio.to_thread(look_at_folder, path)

    def _on_the_other(self, path: str, size: FolderSize, other: FolderLook | TwinhelmError) -> tuple[Check, ...]:
        if isinstance(other, TwinhelmError):
            return (Check("passive", Verdict.HINT, f"{self.there} could not be asked ({other}); the copy begins when it answers"),)
        if not other.exists:
            return (Check("passive", Verdict.VETO, f"{path} does not exist on {self.there}; make it there: mkdir -p {path}"),)
        free = f"{amount(other.free_bytes)} free of {amount(other.total_bytes)}"
        if other.free_bytes < size.bytes:
            more = "at least " if not size.complete else ""
            sentence = f"the disk of {self.there} has {free}, the folder needs {more}{amount(size.bytes)}; make room there"
            return (Check("space", Verdict.VETO, sentence),)
        if other.free_bytes - size.bytes < SPARE_RATIO * other.total_bytes:
            return (Check("space", Verdict.HINT, f"the disk of {self.there} has {free}; little is left after the copy"),)
        return (Check("passive", Verdict.OK, f"{path} is on {self.there} too"), Check("space", Verdict.OK, f"its disk there has {free}"))


def size_words(size: FolderSize) -> str:
    """Say how much a folder holds: "4.1 GB in 1,204 files"."""
    words = f"{amount(size.bytes)} in {count(size.files, 'file')}"
    return words if size.complete else f"more than {words}, counted for {MEASURE_S:.0f} s,"


def amount(value_bytes: float) -> str:
    """Write a number of bytes in powers of 1000."""
    unit = 0
    while value_bytes >= 999.5 and unit < len(_UNITS) - 1:
        value_bytes, unit = value_bytes / 1000, unit + 1
    return f"{value_bytes:.0f} {_UNITS[unit]}" if unit == 0 or value_bytes >= 99.95 else f"{value_bytes:.1f} {_UNITS[unit]}"


def count(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _linked(given: str, path: str) -> str:
    return "" if given.rstrip("/") == path else f", where {given} leads to"


def _filters(new: ProtectedSet) -> Check:
    parts = [f"only {', '.join(new.include)}"] if new.include else []
    if new.exclude:
        parts.append(f"without {', '.join(new.exclude)}")
    return Check("filters", Verdict.OK, f"filters: {'; '.join(parts)}" if parts else "no filters: everything in it is protected")


def open_files(path: str, programs: tuple[str, ...]) -> Check:
    """Judge the programs that have files below `path` open."""
    if not programs:
        return Check("open_files", Verdict.OK, "no program has files in it open")
    named = ", ".join(programs[:3]) + (f" and {len(programs) - 3} more" if len(programs) > 3 else "")
    sentence = f"{named} has files in {path} open, and what it writes there would not be captured; stop it until the folder is protected"
    return Check("open_files", Verdict.VETO, sentence)
