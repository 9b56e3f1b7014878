"""Checks, files, orphans and archives of a pair in memory, towards the API."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from twinhelm_node.config.pair_changes import check_rate
from twinhelm_node.control.verifying import path_in_set
from twinhelm_node.domain.divergence import Extracted
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import (
    CheckAction,
    CheckPhase,
    CheckRun,
    FileEntry,
    FileList,
    FileState,
    Finding,
    Findings,
    Orphan,
    Orphans,
    SetChecks,
    Verification,
)

AT_NS = 1_790_000_000_000_000_000
ENTRIES = (
    FileEntry(b"base", True, 0, FileState.VERIFIED, AT_NS, 7, 1000),
    FileEntry(b"gr\xfc\xdfe", False, 812, FileState.NOT_COMPARED),
    FileEntry(b"left", False, 5, FileState.ORPHAN, AT_NS, 7, 990, detail="it was left where it is"),
    FileEntry(b"orders.db", False, 1 << 30, FileState.REPAIRED, AT_NS, 7, 998, changed_since=True, detail="differing, 262144 bytes"),
    FileEntry(b"postmaster.pid", False, 86, FileState.EXCLUDED),
)
FOUND = (
    Finding(b"orders.db", FileState.DIFFERING, AT_NS, 7, 997, 262_144, AT_NS + 10**9, "pollux"),
    Finding(b"left", FileState.ORPHAN, AT_NS - 10**9, 7, 990, 0, 0, "pollux", "it was left where it is"),
)
SET_ASIDE = (Orphan("pollux", "data", "20260921T140000Z", b"old/gr\xfc\xdfe", False, 1, 4096, AT_NS),)
RUNNING = CheckRun(
    5, phase=CheckPhase.RUNNING, user="ada", started_ns=AT_NS, generation=7, sequence=1000, position=b"base/16384", visited_objects=4000,
    compared_bytes=1 << 30, sent_bytes=3_000_000, differing_bytes=262_144, differing_files=1, total_objects=16_000, total_bytes=4 << 30,
    progress_ratio=0.25,
)  # fmt: skip


@dataclass
class FakeDataControl:
    """One set with a check at a quarter; whole enough for every call."""

    document: Callable[[], PairDocument]
    started: list[tuple[str, bytes, int, str]] = field(default_factory=list)
    current: CheckRun | None = RUNNING
    last: CheckRun | None = None
    rate_bytes_per_s: int = 0
    kept: tuple[Orphan, ...] = SET_ASIDE
    extracted: list[tuple[str, str, int, str, bytes]] = field(default_factory=list)

    async def start(self, set_name: str, path: bytes, rate_bytes_per_s: int, *, user: str) -> None:
        path_in_set(self.document(), set_name, path)
        check_rate(rate_bytes_per_s)
        self.started.append((set_name, path, rate_bytes_per_s, user))
        if self.current is None:
            self.current = replace(RUNNING, number=RUNNING.number + 1, path=path, rate_bytes_per_s=rate_bytes_per_s, user=user)

    async def steer(self, set_name: str, action: CheckAction, *, user: str) -> None:
        self._set(set_name)
        if self.current is None:
            raise NotReady("No check of this set is at work; start one with 'twinhelm verify start'.", "NO_CHECK")
        if action is CheckAction.CANCEL:
            self.last, self.current = replace(self.current, phase=CheckPhase.CANCELLED, ended_ns=AT_NS), None
        else:
            self.current = replace(self.current, phase=CheckPhase.PAUSED if action is CheckAction.PAUSE else CheckPhase.RUNNING)

    async def set_rate(self, set_name: str, rate_bytes_per_s: int, *, only_this_check: bool, user: str) -> None:
        self._set(set_name)
        check_rate(rate_bytes_per_s)
        if not only_this_check:
            self.rate_bytes_per_s = rate_bytes_per_s
        elif self.current is not None:
            self.current = replace(self.current, rate_bytes_per_s=rate_bytes_per_s)

    async def verifications(self) -> tuple[Verification, ...]:
        checks = SetChecks("data", self.current, (), self.last, self.rate_bytes_per_s, 100e6 if self.current else 0.0)
        return (Verification("data", SetState.SYNCHRONIZED, "", 0.25, 4000, 1 << 30, 3_000_000, checks),)

    async def list_files(self, set_name: str, folder: bytes, states: frozenset[FileState], after: bytes, count: int) -> FileList:
        path_in_set(self.document(), set_name, folder)
        if folder not in (b"", b"/srv/data"):
            raise NotFound("there is no such folder in the set", "NO_SUCH_FILE")
        chosen = [one for one in ENTRIES if (not states or one.state in states) and one.path > after]
        return FileList(tuple(chosen[:count]), len(chosen) > count)

    async def file(self, set_name: str, path: bytes) -> tuple[FileEntry, tuple[str, ...]]:
        relative = path_in_set(self.document(), set_name, path).encode("utf-8", "surrogateescape")
        found = next((one for one in ENTRIES if one.path == relative), None)
        if found is None:
            raise NotFound(f"{relative!r} is not in /srv/data, and no check found it elsewhere", "NO_SUCH_FILE")
        return found, ()

    async def findings(self, set_name: str) -> Findings:
        self._set(set_name)
        return Findings(FOUND)

    async def orphans(self, set_name: str) -> Orphans:
        return Orphans(tuple(one for one in self.kept if set_name in ("", one.set_name)))

    async def restore_orphan(self, server: str, set_name: str, round_name: str, path: bytes, to_folder: str, *, user: str) -> str:
        self._take(server, set_name, round_name, path, keep=not to_folder)
        if not to_folder:
            raise NotReady("pollux is passive, so what is put back there would be an orphan again", "NOT_ON_ACTIVE")
        return f"{to_folder}/name"

    async def delete_orphan(self, server: str, set_name: str, round_name: str, path: bytes, *, user: str) -> None:
        self._take(server, set_name, round_name, path)

    async def extract(self, server: str, set_name: str, generation: int, target: str, path: bytes, *, user: str) -> Extracted:
        self._server(server)
        if (set_name, generation) != ("data", 6):
            raise NotFound("There is no such archive; 'twinhelm divergence list' shows those that exist.", "UNKNOWN_DIVERGENCE")
        self.extracted.append((server, set_name, generation, target, path))
        return Extracted(2, 12, 20_480)

    def _take(self, server: str, set_name: str, round_name: str, path: bytes, *, keep: bool = False) -> None:
        self._server(server)
        named = [one for one in self.kept if (one.set_name, one.round, one.path) == (set_name, round_name, path)]
        if not named:
            raise NotFound("that is not in the quarantine; 'twinhelm verify orphans' shows what is", "UNKNOWN_ORPHAN")
        if not keep:
            self.kept = tuple(one for one in self.kept if one not in named)

    def _server(self, server: str) -> None:
        if server not in ("castor", "pollux"):
            raise InvalidInput(f"there is no server {server} in this pair; it has castor and pollux", "UNKNOWN_SERVER")

    def _set(self, set_name: str) -> None:
        if all(one.name != set_name for one in self.document().sets):
            raise NotFound(f"there is no set called {set_name}; 'twinhelm set list' shows them", "UNKNOWN_SET")
