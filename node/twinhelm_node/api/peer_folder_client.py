"""Asks the other server what only it can know before and after its copy: about a folder, and what it keeps aside."""

from collections.abc import Callable, Sequence
from typing import Any

import grpc
import grpc.aio

from twinhelm.peer.v1 import configuration_service_pb2 as pb
from twinhelm.peer.v1.configuration_service_pb2_grpc import ConfigurationServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.domain.divergence import Divergence
from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.system.folder_size import FolderLook

ASK_S = 3.0


class PeerFolderClient:
    """`targets` gives "address:port" of each link, the best one first, at the moment of a call. Questions only: each link is tried."""

    def __init__(
        self,
        peer_name: str,
        targets: Callable[[], Sequence[str]],
        *,
        credentials: grpc.ChannelCredentials,
        options: Sequence[tuple[str, str | int]],
    ) -> None:
        self._peer_name = peer_name
        self._targets = targets
        self._credentials = credentials
        self._options = [*options, ("grpc.use_local_subchannel_pool", 1)]

    async def look_at_folder(self, path: str) -> FolderLook:
        """Return whether the folder is there, and its disk. Raises Unreachable."""
        answer = await self._ask(lambda stub: stub.LookAtFolder(pb.LookAtFolderRequest(path=path), timeout=ASK_S))
        return FolderLook(answer.exists, answer.free_bytes, answer.total_bytes)

    async def divergences(self) -> tuple[Divergence, ...]:
        """Return what the other server keeps aside. Raises Unreachable."""
        answer = await self._ask(lambda stub: stub.ListDivergences(pb.ListDivergencesRequest(), timeout=ASK_S))
        return tuple(
            Divergence(one.set_name, one.generation, one.entries, tuple(one.paths), one.paths_total, one.folder)
            for one in answer.divergences
        )

    async def _ask(self, question: Callable[[Any], Any]) -> Any:
        error: TwinhelmError = Unreachable(f"{self._peer_name} answers on no heartbeat link; check the links")
        for target in self._targets():
            async with grpc.aio.secure_channel(target, self._credentials, options=self._options) as channel:
                try:
                    return await question(ConfigurationServiceStub(channel))
                except grpc.RpcError as failure:
                    error = from_rpc_error(failure, self._peer_name)
        raise error
