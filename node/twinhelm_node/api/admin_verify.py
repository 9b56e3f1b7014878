"""VerifyService: comparing the copy with the original, and what was found, set aside and kept aside."""

from collections import OrderedDict
from typing import Any

from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm.admin.v1.verify_service_pb2_grpc import VerifyServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.data_ports import DataControl
from twinhelm_node.api.request import page_size, request_id, required
from twinhelm_node.api.translate_verify import entry_to_proto, finding_to_proto, orphan_to_proto, verification_to_proto
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.verification import CheckAction, FileState

MOST_ENTRIES = 1000
_MOST_REQUESTS = 200


class VerifyServicer(VerifyServiceServicer):
    """Thin: parse, ask, translate back. A repeated request id is answered like the first."""

    def __init__(self, data: DataControl) -> None:
        self._data = data
        self._answers: OrderedDict[str, Any] = OrderedDict()

    async def StartVerification(self, request: pb.StartVerificationRequest, context: Any) -> pb.StartVerificationResponse:
        """Compare a set or a path in it."""
        if self._known(request.request_id) is None:
            await self._data.start(required("set_name", request.set_name), request.path, request.rate_bytes_per_s, user=caller().user)
            self._remember(request.request_id)
        return pb.StartVerificationResponse()

    async def ListVerifications(self, request: pb.ListVerificationsRequest, context: Any) -> pb.ListVerificationsResponse:
        """How far every set is."""
        return pb.ListVerificationsResponse(verifications=[verification_to_proto(one) for one in await self._data.verifications()])

    async def PauseVerification(self, request: pb.PauseVerificationRequest, context: Any) -> pb.PauseVerificationResponse:
        """Let the check at work wait."""
        await self._steer(request, CheckAction.PAUSE)
        return pb.PauseVerificationResponse()

    async def ResumeVerification(self, request: pb.ResumeVerificationRequest, context: Any) -> pb.ResumeVerificationResponse:
        """Let it go on."""
        await self._steer(request, CheckAction.RESUME)
        return pb.ResumeVerificationResponse()

    async def CancelVerification(self, request: pb.CancelVerificationRequest, context: Any) -> pb.CancelVerificationResponse:
        """End it where it is."""
        await self._steer(request, CheckAction.CANCEL)
        return pb.CancelVerificationResponse()

    async def SetVerificationRate(self, request: pb.SetVerificationRateRequest, context: Any) -> pb.SetVerificationRateResponse:
        """Change what checks may read."""
        name = required("set_name", request.set_name)
        await self._data.set_rate(name, request.rate_bytes_per_s, only_this_check=request.only_this_check, user=caller().user)
        return pb.SetVerificationRateResponse()

    async def ListFiles(self, request: pb.ListFilesRequest, context: Any) -> pb.ListFilesResponse:
        """What is known of the names in one folder."""
        count = page_size(request.page_size, MOST_ENTRIES, MOST_ENTRIES)
        found = await self._data.list_files(
            required("set_name", request.set_name), request.folder, _states(request.states), request.after, count
        )
        return pb.ListFilesResponse(
            entries=[entry_to_proto(entry) for entry in found.entries], more=found.more, not_answering=found.not_answering
        )

    async def GetFile(self, request: pb.GetFileRequest, context: Any) -> pb.GetFileResponse:
        """What is known of one file or folder."""
        entry, silent = await self._data.file(required("set_name", request.set_name), request.path)
        return pb.GetFileResponse(entry=entry_to_proto(entry), not_answering=silent)

    async def ListFindings(self, request: pb.ListFindingsRequest, context: Any) -> pb.ListFindingsResponse:
        """What checks found."""
        states = _states(request.states)
        known = await self._data.findings(required("set_name", request.set_name))
        found = [one for one in known.found if not states or one.state in states or (one.repaired_ns and FileState.REPAIRED in states)]
        count = page_size(request.page_size, MOST_ENTRIES, MOST_ENTRIES)
        return pb.ListFindingsResponse(
            findings=[finding_to_proto(one) for one in found[:count]], not_answering=known.not_answering, total=len(found)
        )

    async def ListOrphans(self, request: pb.ListOrphansRequest, context: Any) -> pb.ListOrphansResponse:
        """What is set aside."""
        known = await self._data.orphans(request.set_name)
        return pb.ListOrphansResponse(orphans=[orphan_to_proto(one) for one in known.kept], not_answering=known.not_answering)

    async def RestoreOrphan(self, request: pb.RestoreOrphanRequest, context: Any) -> pb.RestoreOrphanResponse:
        """Put something out of a quarantine."""
        place = self._known(request.request_id)
        if place is None:
            place = await self._data.restore_orphan(
                required("server", request.server), required("set_name", request.set_name), request.round, request.path,
                request.to_folder, user=caller().user,
            )  # fmt: skip
            self._remember(request.request_id, place)
        return pb.RestoreOrphanResponse(path=place)

    async def DeleteOrphan(self, request: pb.DeleteOrphanRequest, context: Any) -> pb.DeleteOrphanResponse:
        """Delete something from a quarantine."""
        if self._known(request.request_id) is None:
            server, name = required("server", request.server), required("set_name", request.set_name)
            await self._data.delete_orphan(server, name, request.round, request.path, user=caller().user)
            self._remember(request.request_id)
        return pb.DeleteOrphanResponse()

    async def ExtractDivergence(self, request: pb.ExtractDivergenceRequest, context: Any) -> pb.ExtractDivergenceResponse:
        """Take an archive apart."""
        done = self._known(request.request_id)
        if done is None:
            server, name = required("server", request.server), required("set_name", request.set_name)
            target = required("target", request.target)
            done = await self._data.extract(server, name, request.generation, target, request.path, user=caller().user)
            self._remember(request.request_id, done)
        return pb.ExtractDivergenceResponse(files=done.files, entries=done.entries, bytes=done.bytes)

    async def _steer(self, request: Any, action: CheckAction) -> None:
        if self._known(request.request_id) is None:
            await self._data.steer(required("set_name", request.set_name), action, user=caller().user)
            self._remember(request.request_id)

    def _known(self, given: str) -> Any:
        return self._answers.get(request_id(given)) if given else None

    def _remember(self, given: str, answer: object = True) -> None:
        if given:
            self._answers[given] = answer
            while len(self._answers) > _MOST_REQUESTS:
                self._answers.popitem(last=False)


def _states(given: Any) -> frozenset[FileState]:
    unknown = [state for state in given if state not in tuple(FileState)]
    if unknown:
        raise InvalidInput(f"there is no state {unknown[0]}; there are: {', '.join(FileState)}", "BAD_STATE")
    return frozenset(FileState(state) for state in given)
