"""KeptService: the other server asks, for a person, what checks found here and what is kept aside."""

from typing import Any

from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm.peer.v1.kept_service_pb2_grpc import KeptServiceServicer
from twinhelm_node.api.data_ports import KeptHere
from twinhelm_node.api.translate_verify import finding_to_proto, orphan_to_proto
from twinhelm_node.domain.verification import FileState

MOST_FINDINGS = 5000


class KeptServicer(KeptServiceServicer):
    """Answers on the peer port, so the caller is the other server of this pair, which has asked who may."""

    def __init__(self, kept: KeptHere) -> None:
        self._kept = kept

    async def ListFindings(self, request: pb.ListFindingsRequest, context: Any) -> pb.ListFindingsResponse:
        """The newest, those that are not repaired first of all."""
        found = sorted(await self._kept.findings(request.set_name), key=lambda one: (one.repaired_ns != 0, -one.at_ns))
        wanted = frozenset(request.states) or frozenset(FileState)
        told = [one for one in found if one.state in wanted][:MOST_FINDINGS]
        return pb.ListFindingsResponse(findings=[finding_to_proto(one) for one in told], total=len(found))

    async def ListOrphans(self, request: pb.ListOrphansRequest, context: Any) -> pb.ListOrphansResponse:
        """What is set aside here."""
        return pb.ListOrphansResponse(orphans=[orphan_to_proto(one) for one in await self._kept.orphans(request.set_name)])

    async def RestoreOrphan(self, request: pb.RestoreOrphanRequest, context: Any) -> pb.RestoreOrphanResponse:
        """Put something back."""
        return pb.RestoreOrphanResponse(path=await self._kept.restore(request.set_name, request.round, request.path, request.to_folder))

    async def DeleteOrphan(self, request: pb.DeleteOrphanRequest, context: Any) -> pb.DeleteOrphanResponse:
        """Delete something."""
        await self._kept.delete(request.set_name, request.round, request.path)
        return pb.DeleteOrphanResponse()

    async def ExtractDivergence(self, request: pb.ExtractDivergenceRequest, context: Any) -> pb.ExtractDivergenceResponse:
        """Take an archive apart."""
        done = await self._kept.extract(request.set_name, request.generation, request.target, request.path)
        return pb.ExtractDivergenceResponse(files=done.files, entries=done.entries, bytes=done.bytes)
