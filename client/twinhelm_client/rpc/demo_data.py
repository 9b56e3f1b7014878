"""The data of the simulated pair: a check that moves, a few files with a story, two orphans."""

from collections.abc import Callable
from dataclasses import replace

from twinhelm_client.domain.data import (
    CheckAction,
    CheckPhase,
    CheckRun,
    Extracted,
    FileEntry,
    FileState,
    Finding,
    Listed,
    Orphan,
    SetCheck,
)
from twinhelm_client.domain.errors import GatewayError, NotFound
from twinhelm_client.domain.protection import ProtectedSet
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.rpc.demo_settings import DemoSettings

TOTAL_BYTES, TOTAL_OBJECTS = 38_200_000_000, 214_806
DISK_BYTES_PER_S = 620e6
_PLACES = (b"archive/2026-03", b"export/2026-11/invoice-48211.pdf", b"pgdata/base/16384/2619", b"pgdata/pg_wal")
_TREE: dict[bytes, tuple[tuple[bytes, bool, int, FileState], ...]] = {
    b"": (
        (b"archive", True, 0, FileState.VERIFIED),
        (b"export", True, 0, FileState.VERIFIED),
        (b"pgdata", True, 0, FileState.VERIFIED),
        (b"postmaster.pid", False, 86, FileState.EXCLUDED),
        (b"upload", True, 0, FileState.NOT_COMPARED),
    ),
    b"archive": (
        (b"archive/2026-03", True, 0, FileState.VERIFIED),
        (b"archive/Stra\xdfenverzeichnis.csv", False, 812_004, FileState.VERIFIED),
        (b"archive/ledger-2024.db", False, 1_204_224_000, FileState.REPAIRED),
    ),
    b"export": (
        (b"export/2026-11", True, 0, FileState.VERIFIED),
        (b"export/half-written.tmp", False, 4096, FileState.ORPHAN),
    ),
    b"pgdata": (
        (b"pgdata/base", True, 0, FileState.VERIFIED),
        (b"pgdata/global", True, 0, FileState.VERIFIED),
        (b"pgdata/pg_wal", True, 0, FileState.VERIFIED),
        (b"pgdata/pg_xact", True, 0, FileState.VERIFIED),
    ),
    b"upload": ((b"upload/photo-0001.jpg", False, 3_120_482, FileState.NOT_COMPARED),),
}


class DemoData:
    """Implements DataGateway. `now_s` is the pair's wall clock; `require(role)` refuses who may not; `names` are (active, passive)."""

    def __init__(
        self, now_s: Callable[[], float], require: Callable[[str], None], names: Callable[[], tuple[str, str]], settings: DemoSettings
    ) -> None:
        self._now_s = now_s
        self._require = require
        self._names = names
        self._settings = settings
        self._changed: dict[str, ProtectedSet] = {}  # by the id of the request
        self._moved_s = now_s()
        self._begun_s = now_s()
        self._check = SetCheck("data", _begun(1, b"", "anna", self._begun_s))
        self._move_by(95.0)
        self._kept = tuple(
            Orphan("", "data", "20261122T081500Z", path, folder, files, size, self._begun_s - age_s)
            for path, folder, files, size, age_s in (
                (b"export/old-batch", True, 214, 48_200_000, 14_000.0),
                (b"archive/Gesch\xe4ftsbericht.doc", False, 1, 88_064, 14_010.0),
            )
        )

    async def sets(self) -> tuple[ProtectedSet, ...]:
        """Return the sets with their settings."""
        self._require("viewer")
        return self._settings.sets

    async def change_set(self, set_name: str, change: SetChange, *, request_id: str) -> ProtectedSet:
        """Change settings of a set."""
        self._require("admin")
        self._move()
        if request_id not in self._changed:
            self._changed[request_id] = self._settings.change(set_name, change)
        return self._changed[request_id]

    async def checks(self) -> tuple[SetCheck, ...]:
        """Return the checks of every set."""
        self._require("viewer")
        self._move()
        return tuple(
            replace(self._check if one.name == "data" else SetCheck(one.name), rate_bytes_per_s=one.check_rate_bytes_per_s)
            for one in self._settings.sets
        )

    async def start_check(self, set_name: str, path: bytes, rate_bytes_per_s: int, *, request_id: str) -> None:
        """Start one; one that is at work already goes on."""
        self._operate(set_name)
        if path and path not in {entry[0] for entries in _TREE.values() for entry in entries}:
            raise GatewayError(f"{path.decode(errors='replace')} does not lie in /srv/data, the folder of data", "BAD_PATH")
        run = self._check.current
        if run is not None and run.path == path:
            self._check = replace(self._check, current=replace(run, phase=CheckPhase.RUNNING))
        else:
            number = (run or self._check.last or CheckRun(0)).number + 1
            begun = replace(_begun(number, path, "anna", self._now_s()), rate_bytes_per_s=rate_bytes_per_s)
            self._check = replace(self._check, current=begun)

    async def steer_check(self, set_name: str, action: CheckAction, *, request_id: str) -> None:
        """Pause, resume or cancel."""
        self._operate(set_name)
        run = self._check.current
        if run is None:
            raise GatewayError("No check of this set is at work; start one with 'twinhelm verify start'.", "NO_CHECK")
        if action is CheckAction.CANCEL:
            ended = replace(run, phase=CheckPhase.CANCELLED, ended_at_s=self._now_s())
            self._check = replace(self._check, current=None, last=ended, measured_bytes_per_s=0.0)
        else:
            phase = CheckPhase.PAUSED if action is CheckAction.PAUSE else CheckPhase.RUNNING
            self._check = replace(self._check, current=replace(run, phase=phase))

    async def set_check_rate(self, set_name: str, rate_bytes_per_s: int) -> None:
        """Change the rate."""
        self._operate(set_name)
        self._settings.change(set_name, SetChange(check_rate_bytes_per_s=rate_bytes_per_s))

    async def files(self, set_name: str, folder: bytes, states: tuple[FileState, ...]) -> Listed:
        """Return the names in a folder."""
        self._require("viewer")
        self._known(set_name)
        if folder not in _TREE:
            raise NotFound(f"{folder.decode(errors='replace')} is no folder of the set (No such file or directory)", "NO_SUCH_FILE")
        rows = tuple(self._entry(*entry) for entry in _TREE[folder])
        return Listed(tuple(row for row in rows if not states or row.state in states))

    async def findings(self, set_name: str) -> Listed:
        """Return what checks found."""
        self._require("viewer")
        self._known(set_name)
        at_s, passive = self._begun_s, self._names()[1]
        return Listed(
            (
                Finding(b"archive/ledger-2024.db", FileState.DIFFERING, at_s + 41, 48_120_552, 524_288, at_s + 43, passive),
                Finding(b"export/half-written.tmp", FileState.ORPHAN, at_s + 58, 48_121_007, 0, 0.0, passive, "it was left where it is"),
                Finding(b"export/2026-10", FileState.MISSING, at_s - 86_400, 47_002_118, 0, at_s - 86_397, passive),
            )
        )

    async def orphans(self, set_name: str) -> Listed:
        """Return what is set aside."""
        self._require("viewer")
        passive = self._names()[1]
        return Listed(tuple(replace(one, server=passive) for one in self._kept if set_name in ("", one.set_name)))

    async def restore_orphan(self, orphan: Orphan, to_folder: str, *, request_id: str) -> str:
        """Put something out of the quarantine."""
        self._require("admin")
        self._find(orphan)
        if not to_folder:
            words = f"{orphan.server} is passive, so what is put back there would be an orphan again; "
            raise GatewayError(f"{words}name a folder outside the protected ones", "NOT_ON_ACTIVE")
        if to_folder.startswith("/srv/data"):
            raise GatewayError(f"{to_folder} lies in the protected folder /srv/data; name a folder outside", "TARGET_PROTECTED")
        self._forget(orphan)
        return f"{to_folder}/{orphan.path.rpartition(b'/')[2].decode(errors='replace')}"

    async def delete_orphan(self, orphan: Orphan, *, request_id: str) -> None:
        """Delete something from the quarantine."""
        self._require("admin")
        self._find(orphan)
        self._forget(orphan)

    async def extract(self, server: str, set_name: str, generation: int, target: str, *, request_id: str) -> Extracted:
        """Take an archive apart."""
        self._require("admin")
        if not target.startswith("/"):
            raise GatewayError(f"{target!r} is not an absolute path; write it from / on", "BAD_PATH")
        if target.startswith("/srv/data"):
            raise GatewayError(f"{target} lies in the protected folder /srv/data; name a folder outside", "TARGET_PROTECTED")
        return Extracted(14, 212, 1_884_160)

    def _entry(self, path: bytes, is_folder: bool, size: int, state: FileState) -> FileEntry:
        at_s = 0.0 if state in (FileState.NOT_COMPARED, FileState.EXCLUDED) else self._begun_s + 12.0 + 9.0 * len(path)
        details = {FileState.REPAIRED: "differing, 524288 bytes", FileState.ORPHAN: "it was left where it is"}
        changed = state is FileState.VERIFIED and not is_folder
        sequence = 48_120_400 + len(path) if at_s else 0
        return FileEntry(path, is_folder, size, state, at_s, 7 if at_s else 0, sequence, changed, details.get(state, ""))

    def _move(self) -> None:
        now_s = self._now_s()
        self._move_by(now_s - self._moved_s)
        self._moved_s = now_s

    def _move_by(self, seconds: float) -> None:
        run = self._check.current
        if run is None or run.phase is not CheckPhase.RUNNING:
            self._check = replace(self._check, measured_bytes_per_s=0.0)
            return
        pace = float(run.rate_bytes_per_s or self._settings.of("data").check_rate_bytes_per_s or DISK_BYTES_PER_S)
        compared = min(TOTAL_BYTES, run.compared_bytes + int(pace * max(0.0, seconds)))
        ratio = compared / TOTAL_BYTES
        run = replace(
            run, compared_bytes=compared, visited_objects=int(TOTAL_OBJECTS * ratio), progress_ratio=ratio,
            position=_PLACES[min(len(_PLACES) - 1, int(ratio * len(_PLACES)))], sent_bytes=786_432 if ratio > 0.1 else 0,
            differing_bytes=524_288 if ratio > 0.1 else 0, differing_files=1 if ratio > 0.1 else 0, orphans=2 if ratio > 0.15 else 0,
        )  # fmt: skip
        if compared >= TOTAL_BYTES:
            done = replace(run, phase=CheckPhase.DONE, ended_at_s=self._now_s())
            self._check = replace(self._check, current=None, last=done, measured_bytes_per_s=0.0)
        else:
            self._check = replace(self._check, current=run, measured_bytes_per_s=pace)

    def _operate(self, set_name: str) -> None:
        self._require("operator")
        self._known(set_name)
        self._move()

    def _known(self, set_name: str) -> None:
        self._settings.of(set_name)

    def _find(self, orphan: Orphan) -> None:
        if (orphan.round, orphan.path) not in {(one.round, one.path) for one in self._kept}:
            raise NotFound("that is not in the quarantine; 'twinhelm verify orphans' shows what is", "UNKNOWN_ORPHAN")

    def _forget(self, orphan: Orphan) -> None:
        self._kept = tuple(one for one in self._kept if (one.round, one.path) != (orphan.round, orphan.path))


def _begun(number: int, path: bytes, user: str, now_s: float) -> CheckRun:
    return CheckRun(number, path, user=user, started_at_s=now_s, total_objects=TOTAL_OBJECTS, total_bytes=TOTAL_BYTES)
