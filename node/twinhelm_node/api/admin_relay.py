"""RelayService: carries connections of operators to the servers of the pair, and keeps the list of what may be reached."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from twinhelm.admin.v1 import relay_service_pb2 as pb
from twinhelm.admin.v1.relay_service_pb2_grpc import RelayServiceServicer
from twinhelm_node.api.caller import caller, note, notes
from twinhelm_node.api.relay_ports import Access
from twinhelm_node.api.request import request_id, required
from twinhelm_node.api.translate_relay import CallerStream, opened_to_proto
from twinhelm_node.api.translate_status import console_from_proto, console_to_proto
from twinhelm_node.domain.errors import Forbidden, InvalidInput, NotReady
from twinhelm_node.domain.relay import RelayOpened, RelayTarget
from twinhelm_node.relay.carry import Carried, carry
from twinhelm_node.relay.connect import connect
from twinhelm_node.security.audit_log import AuditEntry, AuditLog

LOG = logging.getLogger(__name__)
OPEN = "/twinhelm.admin.v1.RelayService/Open"


@dataclass(frozen=True, slots=True)
class RelayLimits:
    """How much the relay takes on. A connection holds some MiB at most: a chunk each way here, and gRPC's window."""

    connections: int = 64
    connections_of_one_user: int = 32
    first_request_s: float = 10.0
    connect_s: float = 3.0


class RelayServicer(RelayServiceServicer):
    """Each connection leaves two lines in the audit log: "opened" here, "closed" with bytes and duration through the gate."""

    def __init__(
        self,
        access: Access,
        audit: AuditLog,
        *,
        limits: RelayLimits | None = None,
        clock_ns: Callable[[], int] = time.time_ns,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._access = access
        self._audit = audit
        self._limits = limits or RelayLimits()
        self._clock_ns = clock_ns
        self._monotonic = monotonic
        self._open: Counter[str] = Counter()

    async def Open(  # type: ignore[override]  # writes by itself, because both directions are carried at the same time
        self, request_iterator: AsyncIterator[pb.OpenRequest], context: Any
    ) -> None:
        """Connect, then carry until both sides have ended or the caller goes."""
        stream = CallerStream(request_iterator, context.write)
        target = await self._target(stream)
        note(server=target.server, port=target.port, protocol=target.protocol.value)
        self._check_port(target)
        routes = self._access.routes(target.server)
        if target.check_only:
            note(event="checked")
            await context.write(opened_to_proto(RelayOpened(target.server, target.port, "")))
            return
        user = caller().user
        self._check_room(user)
        self._open[user] += 1
        try:
            far, route = await connect(target.server, routes, target.port, timeout_s=self._limits.connect_s)
            with closing(far):
                note(link=route.link)
                self._write_opened(user, context.peer())
                await context.write(opened_to_proto(RelayOpened(target.server, target.port, route.link)))
                await self._carry(far, stream)
        finally:
            self._open[user] -= 1
            self._open += Counter()  # drops who has none open

    async def ListPorts(self, request: pb.ListPortsRequest, context: Any) -> pb.ListPortsResponse:
        """The ports that the relay may reach."""
        return pb.ListPortsResponse(ports=self._access.ports())

    async def AllowPort(self, request: pb.AllowPortRequest, context: Any) -> pb.AllowPortResponse:
        """Put a port on the list."""
        ports = await self._access.allow_port(request.port, user=caller().user, request_id=request_id(request.request_id))
        return pb.AllowPortResponse(ports=ports)

    async def RefusePort(self, request: pb.RefusePortRequest, context: Any) -> pb.RefusePortResponse:
        """Take a port from the list."""
        ports = await self._access.refuse_port(request.port, user=caller().user, request_id=request_id(request.request_id))
        return pb.RefusePortResponse(ports=ports)

    async def AddConsole(self, request: pb.AddConsoleRequest, context: Any) -> pb.AddConsoleResponse:
        """Name an out-of-band console of a server."""
        new = console_from_proto(required("server", request.server), request.console)
        added = await self._access.add_console(new, user=caller().user, request_id=request_id(request.request_id))
        return pb.AddConsoleResponse(server=added.server, console=console_to_proto(added))

    async def RemoveConsole(self, request: pb.RemoveConsoleRequest, context: Any) -> pb.RemoveConsoleResponse:
        """Forget an out-of-band console."""
        server, label = required("server", request.server), required("label", request.label)
        await self._access.remove_console(server, label, user=caller().user, request_id=request_id(request.request_id))
        return pb.RemoveConsoleResponse()

    async def _target(self, stream: CallerStream) -> RelayTarget:
        try:
            async with asyncio.timeout(self._limits.first_request_s):
                target = await stream.target()
        except TimeoutError:
            target = None
        if target is None:
            raise InvalidInput("the connection does not say where it leads; its first request names a target", "NO_TARGET")
        required("target.server", target.server)
        return target

    def _check_port(self, target: RelayTarget) -> None:
        allowed = self._access.ports()
        if target.port not in allowed:
            raise Forbidden(
                f"port {target.port} may not be reached through this pair (allowed: {', '.join(map(str, allowed)) or 'none'}); "
                f"an admin allows it with 'twinhelm relay allow {target.port}'",
                "NOT_ALLOWED",
            )

    def _check_room(self, user: str) -> None:
        limits = self._limits
        if self._open[user] >= limits.connections_of_one_user or self._open.total() >= limits.connections:
            raise NotReady(
                f"{self._open.total()} connections are open, {self._open[user]} of them by {user}, and no more are taken; close one first",
                "TOO_MANY_CONNECTIONS",
            )

    async def _carry(self, far: Any, stream: CallerStream) -> None:
        carried, since = Carried(), self._monotonic()
        try:
            await carry(far, stream, carried)
        finally:
            seconds = f"{self._monotonic() - since:.3f}"
            note(event="closed", bytes_to_server=carried.into_bytes, bytes_from_server=carried.out_bytes, duration_s=seconds)

    def _write_opened(self, user: str, peer: str) -> None:
        try:
            self._audit.write(AuditEntry(self._clock_ns(), user, peer, OPEN, "done", "", {**notes(), "event": "opened"}))
        except OSError:
            LOG.exception("audit log: %s by %r %s", OPEN, user, notes())
