"""Asks the other server what checks found there and what it keeps aside, over the first heartbeat link that answers."""

from collections.abc import Callable, Sequence
from typing import Any

import grpc
import grpc.aio

from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm.peer.v1.kept_service_pb2_grpc import KeptServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.translate_verify import finding_from_proto, orphan_from_proto
from twinhelm_node.domain.divergence import Extracted
from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.domain.verification import Finding, Orphan

ASK_S = 3.0
WORK_S = 300.0


class KeptClient:
    """`targets` gives "address:port" of each link, the best one first, at the moment of a call. Questions go to each link in turn;
    work that was begun is not begun again over another.
    """

    def __init__(
        self, peer_name: str, targets: Callable[[], Sequence[str]], *, credentials: grpc.ChannelCredentials,
        options: Sequence[tuple[str, str | int]],
    ) -> None:  # fmt: skip
        self._peer_name = peer_name
        self._targets = targets
        self._credentials = credentials
        self._options = [*options, ("grpc.use_local_subchannel_pool", 1)]

    async def findings(self, set_name: str) -> tuple[Finding, ...]:
        """Return what checks found there."""
        answer = await self._ask(lambda stub: stub.ListFindings(pb.ListFindingsRequest(set_name=set_name), timeout=ASK_S))
        return tuple(finding_from_proto(one) for one in answer.findings)

    async def orphans(self, set_name: str) -> tuple[Orphan, ...]:
        """Return what is set aside there."""
        answer = await self._ask(lambda stub: stub.ListOrphans(pb.ListOrphansRequest(set_name=set_name), timeout=ASK_S))
        return tuple(orphan_from_proto(one) for one in answer.orphans)

    async def restore(self, server: str, set_name: str, round_name: str, path: bytes, to_folder: str) -> str:
        """Put something back there; returns where it is now."""
        request = pb.RestoreOrphanRequest(server=server, set_name=set_name, round=round_name, path=path, to_folder=to_folder)
        return str((await self._ask(lambda stub: stub.RestoreOrphan(request, timeout=WORK_S))).path)

    async def delete(self, server: str, set_name: str, round_name: str, path: bytes) -> None:
        """Delete something there."""
        request = pb.DeleteOrphanRequest(server=server, set_name=set_name, round=round_name, path=path)
        await self._ask(lambda stub: stub.DeleteOrphan(request, timeout=WORK_S))

    async def extract(self, server: str, set_name: str, generation: int, target: str, path: bytes) -> Extracted:
        """Take an archive apart there."""
        request = pb.ExtractDivergenceRequest(server=server, set_name=set_name, generation=generation, target=target, path=path)
        answer = await self._ask(lambda stub: stub.ExtractDivergence(request, timeout=WORK_S))
        return Extracted(answer.files, answer.entries, answer.bytes)

    async def _ask(self, question: Callable[[Any], Any]) -> Any:
        error: TwinhelmError = Unreachable(f"{self._peer_name} answers on no heartbeat link; check the links")
        for target in self._targets():
            async with grpc.aio.secure_channel(target, self._credentials, options=self._options) as channel:
                try:
                    return await question(KeptServiceStub(channel))
                except grpc.RpcError as failure:
                    error = from_rpc_error(failure, self._peer_name)
                    if not isinstance(error, Unreachable):
                        raise error from failure
        raise error
