"""Listens for the channel on the heartbeat addresses, also on one whose network card comes later."""

import asyncio
import logging
from collections.abc import Iterable

import grpc

from twinhelm.peer.v1 import channel_service_pb2_grpc as pb_grpc
from twinhelm_node.api.transport import PEER_MESSAGE_BYTES, mutual_server_credentials
from twinhelm_node.channel.receive import ChannelServicer
from twinhelm_node.security.store import ServerCredentials

_log = logging.getLogger(__name__)
_RETRY_S = 1.0

_OPTIONS = (
    ("grpc.max_receive_message_length", PEER_MESSAGE_BYTES),
    ("grpc.max_send_message_length", PEER_MESSAGE_BYTES),
    ("grpc.so_reuseport", 0),
    ("grpc.keepalive_time_ms", 2_000),
    ("grpc.keepalive_timeout_ms", 2_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_ping_interval_without_data_ms", 500),
    ("grpc.http2.max_ping_strikes", 0),
)


class ChannelServer:
    """One gRPC server per address, so that an address that is missing now does not stop the others."""

    def __init__(self, servicer: ChannelServicer, credentials: ServerCredentials) -> None:
        self._servicer = servicer
        self._credentials = credentials
        self._tasks: dict[tuple[str, int], asyncio.Task[None]] = {}
        self.listening: set[tuple[str, int]] = set()

    def listen(self, addresses: Iterable[tuple[str, int]]) -> None:
        """Listen on exactly these addresses (host, port) from now on."""
        wanted = set(addresses)
        for address in set(self._tasks) - wanted:
            self._tasks.pop(address).cancel()
        for address in wanted - set(self._tasks):
            self._tasks[address] = asyncio.get_running_loop().create_task(self._serve(address))

    async def close(self) -> None:
        """Stop listening and end every stream."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, address: tuple[str, int]) -> None:
        host, port = address
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        said = False
        while True:
            server = grpc.aio.server(options=_OPTIONS)
            pb_grpc.add_ChannelServiceServicer_to_server(self._servicer, server)
            try:
                if server.add_secure_port(target, mutual_server_credentials(self._credentials)) == 0:
                    raise RuntimeError("not bound")
                await server.start()
            except RuntimeError as error:
                if not said:
                    _log.warning("The channel cannot listen on %s yet (%s); it tries again every second.", target, error)
                    said = True
                await server.stop(None)
                await asyncio.sleep(_RETRY_S)
                continue
            self.listening.add(address)
            try:
                await server.wait_for_termination()
            finally:
                self.listening.discard(address)
                await asyncio.shield(server.stop(0))
