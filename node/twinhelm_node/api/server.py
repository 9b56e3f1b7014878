"""The servers of the control process: admin (TLS), local admin (Unix socket), peer (mutual TLS), join (TLS, only while a token waits)."""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import grpc
import grpc.aio
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_health.v1._async import HealthServicer
from grpc_reflection.v1alpha import reflection

from twinhelm_node.api.admin_services import AdminServices
from twinhelm_node.api.gate import BearerAuthenticator, Gate, LocalAuthenticator
from twinhelm_node.api.interceptor import ErrorInterceptor
from twinhelm_node.api.transport import (
    ADMIN_MESSAGE_BYTES,
    PEER_MESSAGE_BYTES,
    mutual_server_credentials,
    server_options,
    tls_server_credentials,
)
from twinhelm_node.domain.errors import Unreachable
from twinhelm_node.security.audit_log import AuditLog
from twinhelm_node.security.join_token import JoinTokens
from twinhelm_node.security.session_tokens import SessionTokens
from twinhelm_node.security.store import SecurityStore, ServerCredentials
from twinhelm_node.system.files import make_private_directory

LOG = logging.getLogger(__name__)
GRACE_S = 0.5
RETRY_S = 1.0
Register = Callable[[grpc.aio.Server], None]


class AdminServer:
    """The admin API for consoles and the command line: TLS on `port` of every address, and a Unix socket for root.

    `port` 0 takes a free one (tests). Both serve the same services; they differ in who is let in.
    """

    def __init__(
        self,
        services: AdminServices,
        *,
        credentials: ServerCredentials,
        tokens: SessionTokens,
        audit: AuditLog,
        port: int,
        socket_path: Path,
        address: str = "[::]",
    ) -> None:
        self._services = services
        self._credentials = credentials
        self._tokens = tokens
        self._audit = audit
        self._wanted_port = port
        self._address = address
        self._socket_path = socket_path
        self._servers: list[grpc.aio.Server] = []
        self.port = 0

    @property
    def fingerprint(self) -> str:
        """What a console pins: the SHA-256 fingerprint of the pair's authority."""
        return self._credentials.authority_fingerprint

    async def start(self) -> None:
        """Listen; raises Unreachable with the port when another program has it."""
        secured = await self._make(Gate(BearerAuthenticator(self._tokens), self._audit))
        self.port = _bind(secured, f"{self._address}:{self._wanted_port}", tls_server_credentials(self._credentials))
        local = await self._make(Gate(LocalAuthenticator(), self._audit))
        # The directory keeps others away while the socket has not got its own permissions yet.
        make_private_directory(self._socket_path.parent)
        _bind(local, f"unix:{self._socket_path}", None)
        os.chmod(self._socket_path, 0o600)
        self._servers = [secured, local]
        for server in self._servers:
            await server.start()

    async def stop(self) -> None:
        """Stop listening; running calls get half a second."""
        await asyncio.gather(*(server.stop(GRACE_S) for server in self._servers))
        self._servers = []

    async def _make(self, gate: Gate) -> grpc.aio.Server:
        server = grpc.aio.server(interceptors=(gate,), options=server_options(ADMIN_MESSAGE_BYTES))
        names = (*self._services.register(server), health_pb2.DESCRIPTOR.services_by_name["Health"].full_name, reflection.SERVICE_NAME)
        checks = HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(checks, server)
        for name in ("", *names):
            await checks.set(name, health_pb2.HealthCheckResponse.SERVING)
        reflection.enable_server_reflection(names, server)
        return server


class PeerServer:
    """The peer API with mutual TLS, one listener for each heartbeat address.

    An address that is not there yet (a card without cable, a late interface) is tried again every second and holds up none of the
    others. `register` adds a servicer; it is called once for each listener.
    """

    def __init__(self, addresses: Sequence[str], port: int, *, credentials: ServerCredentials, register: Sequence[Register]) -> None:
        self._addresses = tuple(addresses)
        self._port = port
        self._credentials = mutual_server_credentials(credentials)
        self._register = tuple(register)
        self._servers: dict[str, grpc.aio.Server] = {}
        self._retrying: asyncio.Task[None] | None = None

    @property
    def listening(self) -> tuple[str, ...]:
        """The addresses that are served now."""
        return tuple(self._servers)

    async def start(self) -> None:
        """Listen on every address that exists now, and keep trying the others."""
        await self._listen()
        if len(self._servers) < len(self._addresses):
            self._retrying = asyncio.create_task(self._retry())

    async def stop(self) -> None:
        """Stop listening."""
        await _cancelled(self._retrying)
        self._retrying = None
        await asyncio.gather(*(server.stop(GRACE_S) for server in self._servers.values()))
        self._servers = {}

    async def _retry(self) -> None:
        while len(self._servers) < len(self._addresses):
            await asyncio.sleep(RETRY_S)
            await self._listen()

    async def _listen(self) -> None:
        for address in self._addresses:
            if address in self._servers:
                continue
            server = grpc.aio.server(interceptors=(ErrorInterceptor(),), options=server_options(PEER_MESSAGE_BYTES))
            for register in self._register:
                register(server)
            try:
                _bind(server, endpoint(address, self._port), self._credentials)
            except Unreachable as error:
                LOG.warning("%s; trying again every second", error)
                continue
            await server.start()
            self._servers[address] = server


class JoinServer:
    """JoinService on a port of its own, without client certificates, open only while a join token waits.

    Separate because grpcio demands a client certificate from all callers of a port or from none.
    """

    def __init__(
        self,
        addresses: Sequence[str],
        port: int,
        *,
        store: SecurityStore,
        register: Register,
        clock_ns: Callable[[], int] = time.time_ns,
        poll_s: float = 1.0,
    ) -> None:
        self._addresses = tuple(addresses)
        self._port = port
        self._tokens = JoinTokens(store.tokens)
        self._credentials = tls_server_credentials(store.credentials())
        self._register = register
        self._clock_ns = clock_ns
        self._poll_s = poll_s
        self._server: grpc.aio.Server | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        """True while the port is open."""
        return self._server is not None

    async def start(self) -> None:
        """Begin to watch for tokens."""
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Close the port and stop watching."""
        await _cancelled(self._watching)
        self._watching = None
        await self._close()

    async def _watch(self) -> None:
        while True:
            try:
                waiting = self._tokens.outstanding(self._clock_ns())
                if waiting and self._server is None:
                    await self._open()
                elif not waiting and self._server is not None:
                    await self._close()
            except Exception:
                LOG.exception("the join port cannot follow the join tokens")
            await asyncio.sleep(self._poll_s)

    async def _open(self) -> None:
        server = grpc.aio.server(interceptors=(ErrorInterceptor(),), options=server_options(64 * 1024))
        self._register(server)
        bound = 0
        for address in self._addresses:
            try:
                _bind(server, endpoint(address, self._port), self._credentials)
                bound += 1
            except Unreachable as error:
                LOG.warning("%s", error)
        if bound:
            await server.start()
            self._server = server

    async def _close(self) -> None:
        if self._server is not None:
            await self._server.stop(GRACE_S)
            self._server = None


def endpoint(address: str, port: int) -> str:
    """Return "host:port" as gRPC wants it, IPv6 in brackets."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _bind(server: grpc.aio.Server, where: str, credentials: grpc.ServerCredentials | None) -> int:
    try:
        port = server.add_insecure_port(where) if credentials is None else server.add_secure_port(where, credentials)
    except RuntimeError as error:
        raise Unreachable(
            f"cannot listen on {where} ({error}); see with 'ss -lntp' who has the port, or change [ports]", "PORT_TAKEN"
        ) from error
    if port == 0 and credentials is not None:
        raise Unreachable(f"cannot listen on {where}; see with 'ss -lntp' who has the port, or change [ports]", "PORT_TAKEN")
    return port


async def _cancelled(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
