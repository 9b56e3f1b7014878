"""Pushes the pair document to the other server, over the first heartbeat link that answers."""

from collections.abc import Callable, Sequence

import grpc
import grpc.aio

from twinhelm.peer.v1 import configuration_service_pb2 as pb
from twinhelm.peer.v1.configuration_service_pb2_grpc import ConfigurationServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.config.pair_store import encode_document
from twinhelm_node.domain.errors import TwinhelmError, Unreachable
from twinhelm_node.domain.pair import PairDocument

PUSH_S = 3.0


class ConfigurationClient:
    """`targets` gives "address:port" of each link, the best one first, at the moment of a call."""

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

    async def push(self, generation: int, document: PairDocument) -> int:
        """Return the version the other server has afterwards. Pushing twice does no harm, so each link is tried."""
        request = pb.PushPairDocumentRequest(generation=generation, version=document.version, pair_document=encode_document(document))
        error: TwinhelmError = Unreachable(f"{self._peer_name} answers on no heartbeat link; check the links")
        for target in self._targets():
            async with grpc.aio.secure_channel(target, self._credentials, options=self._options) as channel:
                try:
                    answer = await ConfigurationServiceStub(channel).PushPairDocument(request, timeout=PUSH_S)
                except grpc.RpcError as failure:
                    error = from_rpc_error(failure, self._peer_name)
                else:
                    return int(answer.version)
        raise error
