"""The data of a real pair and the settings of its sets, over VerifyService and SetService."""

from collections.abc import Callable
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from twinhelm.admin.v1 import set_service_pb2 as set_pb
from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm.admin.v1.set_service_pb2_grpc import SetServiceStub
from twinhelm.admin.v1.verify_service_pb2_grpc import VerifyServiceStub
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
from twinhelm_client.domain.protection import ProtectedSet
from twinhelm_client.domain.set_settings import SetChange
from twinhelm_client.rpc.translate_protection import change_to_proto, protected_set

PAGE = 1000
WORK_S = 300.0  # moving or extracting much takes its time
_RUN_FIELDS = (
    "number", "path", "needed", "user", "position", "visited_objects", "compared_bytes", "sent_bytes", "differing_bytes", "differing_files",
    "missing", "orphans", "total_objects", "total_bytes", "progress_ratio", "rate_bytes_per_s",
)  # fmt: skip


class GrpcData:
    """Implements DataGateway. `call(ask, timeout)` makes one call: `ask(channel, metadata, timeout)` returns the awaitable."""

    def __init__(self, call: Callable[[Callable[..., Any], float | None], Any]) -> None:
        self._call = call

    async def sets(self) -> tuple[ProtectedSet, ...]:
        """Return the protected sets with their settings."""
        answer = await self._ask("ListSets", set_pb.ListSetsRequest(), stub=SetServiceStub)
        return tuple(protected_set(one) for one in answer.sets)

    async def change_set(self, set_name: str, change: SetChange, *, request_id: str) -> ProtectedSet:
        """Change settings of a set at once."""
        request = change_to_proto(set_name, change, request_id)
        return protected_set((await self._ask("ChangeSet", request, stub=SetServiceStub)).set)

    async def checks(self) -> tuple[SetCheck, ...]:
        """Return the checks of every set."""
        answer = await self._ask("ListVerifications", pb.ListVerificationsRequest())
        return tuple(_checks(one) for one in answer.verifications)

    async def start_check(self, set_name: str, path: bytes, rate_bytes_per_s: int, *, request_id: str) -> None:
        """Compare a set, or one file or folder in it."""
        request = pb.StartVerificationRequest(set_name=set_name, path=path, rate_bytes_per_s=rate_bytes_per_s, request_id=request_id)
        await self._ask("StartVerification", request)

    async def steer_check(self, set_name: str, action: CheckAction, *, request_id: str) -> None:
        """Pause, resume or cancel the check at work."""
        if action is CheckAction.PAUSE:
            await self._ask("PauseVerification", pb.PauseVerificationRequest(set_name=set_name, request_id=request_id))
        elif action is CheckAction.RESUME:
            await self._ask("ResumeVerification", pb.ResumeVerificationRequest(set_name=set_name, request_id=request_id))
        else:
            await self._ask("CancelVerification", pb.CancelVerificationRequest(set_name=set_name, request_id=request_id))

    async def set_check_rate(self, set_name: str, rate_bytes_per_s: int) -> None:
        """Change what checks of a set may read."""
        await self._ask("SetVerificationRate", pb.SetVerificationRateRequest(set_name=set_name, rate_bytes_per_s=rate_bytes_per_s))

    async def files(self, set_name: str, folder: bytes, states: tuple[FileState, ...]) -> Listed:
        """Return the first names in a folder."""
        request = pb.ListFilesRequest(set_name=set_name, folder=folder, states=[state.value for state in states], page_size=PAGE)
        answer = await self._ask("ListFiles", request)
        rows = tuple(
            FileEntry(
                one.path, one.is_folder, one.size_bytes, _state(one.state), _seconds(one, "at"), one.generation, one.sequence,
                one.changed_since, one.detail,
            )
            for one in answer.entries
        )  # fmt: skip
        return Listed(rows, tuple(answer.not_answering), answer.more)

    async def findings(self, set_name: str) -> Listed:
        """Return what checks found."""
        answer = await self._ask("ListFindings", pb.ListFindingsRequest(set_name=set_name, page_size=PAGE))
        rows = tuple(
            Finding(
                one.path, _state(one.state), _seconds(one, "at"), one.sequence, one.bytes, _seconds(one, "repaired_at"), one.server,
                one.detail,
            )
            for one in answer.findings
        )  # fmt: skip
        return Listed(rows, tuple(answer.not_answering), answer.total > len(rows))

    async def orphans(self, set_name: str) -> Listed:
        """Return what is set aside."""
        answer = await self._ask("ListOrphans", pb.ListOrphansRequest(set_name=set_name))
        rows = tuple(
            Orphan(one.server, one.set_name, one.round, one.path, one.is_folder, one.files, one.size_bytes, _seconds(one, "taken_at"))
            for one in answer.orphans
        )
        return Listed(rows, tuple(answer.not_answering))

    async def restore_orphan(self, orphan: Orphan, to_folder: str, *, request_id: str) -> str:
        """Put something out of a quarantine."""
        request = pb.RestoreOrphanRequest(
            server=orphan.server, set_name=orphan.set_name, round=orphan.round, path=orphan.path, to_folder=to_folder, request_id=request_id
        )
        return str((await self._ask("RestoreOrphan", request, WORK_S)).path)

    async def delete_orphan(self, orphan: Orphan, *, request_id: str) -> None:
        """Delete something from a quarantine."""
        request = pb.DeleteOrphanRequest(
            server=orphan.server, set_name=orphan.set_name, round=orphan.round, path=orphan.path, request_id=request_id
        )
        await self._ask("DeleteOrphan", request, WORK_S)

    async def extract(self, server: str, set_name: str, generation: int, target: str, *, request_id: str) -> Extracted:
        """Take an archive apart."""
        request = pb.ExtractDivergenceRequest(server=server, set_name=set_name, generation=generation, target=target, request_id=request_id)
        done = await self._ask("ExtractDivergence", request, WORK_S)
        return Extracted(done.files, done.entries, done.bytes)

    async def _ask(self, method: str, request: Any, timeout_s: float | None = None, *, stub: Callable[..., Any] = VerifyServiceStub) -> Any:
        return await self._call(
            lambda channel, metadata, deadline_s: getattr(stub(channel), method)(request, metadata=metadata, timeout=deadline_s),
            timeout_s,
        )


def _checks(one: pb.Verification) -> SetCheck:
    checks = one.checks
    return SetCheck(
        one.set_name,
        _run(checks.current) if checks.HasField("current") else None,
        len(checks.waiting),
        _run(checks.last) if checks.HasField("last") else None,
        checks.rate_bytes_per_s,
        checks.measured_bytes_per_s,
        checks.held_because,
    )


def _run(message: pb.CheckRun) -> CheckRun:
    phase = CheckPhase(message.phase) if message.phase in tuple(CheckPhase) else CheckPhase.UNKNOWN
    return CheckRun(
        **{field: getattr(message, field) for field in _RUN_FIELDS},
        phase=phase,
        started_at_s=_seconds(message, "started_at"),
        ended_at_s=_seconds(message, "ended_at"),
    )


def _state(text: str) -> FileState:
    return FileState(text) if text in tuple(FileState) else FileState.UNKNOWN


def _seconds(message: Any, field: str) -> float:
    if not message.HasField(field):
        return 0.0
    at: Timestamp = getattr(message, field)
    return at.seconds + at.nanos / 1e9
