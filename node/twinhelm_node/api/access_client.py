"""The list of the relay and the out-of-band consoles from the caller's side; reached as `AdminClient.access`."""

import uuid
from collections.abc import Callable
from typing import Any

import grpc

from twinhelm.admin.v1 import relay_service_pb2 as pb
from twinhelm.admin.v1.relay_service_pb2_grpc import RelayServiceStub
from twinhelm_node.api.translate_status import console_from_proto, console_to_proto
from twinhelm_node.domain.relay import ConsoleLink


class AccessClient:
    """`call` makes one call and raises the TwinhelmError that the server meant."""

    def __init__(self, channel: grpc.Channel, call: Callable[[Any, Any], Any]) -> None:
        self._stub = RelayServiceStub(channel)
        self._call = call

    def ports(self) -> tuple[int, ...]:
        """Return the ports that the relay may reach."""
        return tuple(self._call(self._stub.ListPorts, pb.ListPortsRequest()).ports)

    def allow(self, port: int) -> tuple[int, ...]:
        """Put a port on the list and return it."""
        return tuple(self._call(self._stub.AllowPort, pb.AllowPortRequest(port=port, request_id=uuid.uuid4().hex)).ports)

    def refuse(self, port: int) -> tuple[int, ...]:
        """Take a port from the list and return it."""
        return tuple(self._call(self._stub.RefusePort, pb.RefusePortRequest(port=port, request_id=uuid.uuid4().hex)).ports)

    def add_console(self, new: ConsoleLink) -> ConsoleLink:
        """Name an out-of-band console of a server."""
        request = pb.AddConsoleRequest(server=new.server, console=console_to_proto(new), request_id=uuid.uuid4().hex)
        answer = self._call(self._stub.AddConsole, request)
        return console_from_proto(answer.server, answer.console)

    def remove_console(self, server: str, label: str) -> None:
        """Forget an out-of-band console."""
        self._call(self._stub.RemoveConsole, pb.RemoveConsoleRequest(server=server, label=label, request_id=uuid.uuid4().hex))
