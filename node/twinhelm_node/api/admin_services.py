"""All services of the admin API, made once and registered on each server that offers them."""

import grpc.aio

from twinhelm.admin.v1 import (
    application_service_pb2_grpc,
    channel_service_pb2_grpc,
    event_service_pb2_grpc,
    operation_service_pb2_grpc,
    pairing_service_pb2_grpc,
    queue_service_pb2_grpc,
    relay_service_pb2_grpc,
    role_service_pb2_grpc,
    set_service_pb2_grpc,
    status_service_pb2_grpc,
    user_service_pb2_grpc,
    verify_service_pb2_grpc,
)
from twinhelm_node.api.admin_application import ApplicationServicer
from twinhelm_node.api.admin_channel import ChannelSettingsServicer
from twinhelm_node.api.admin_event import EventServicer
from twinhelm_node.api.admin_operation import OperationServicer
from twinhelm_node.api.admin_pairing import PairingServicer
from twinhelm_node.api.admin_queue import QueueServicer
from twinhelm_node.api.admin_relay import RelayServicer
from twinhelm_node.api.admin_role import RoleServicer
from twinhelm_node.api.admin_set import SetServicer
from twinhelm_node.api.admin_status import StatusServicer
from twinhelm_node.api.admin_user import UserServicer
from twinhelm_node.api.admin_verify import VerifyServicer
from twinhelm_node.api.ports import PairControl
from twinhelm_node.history.queue_history import QueueHistory
from twinhelm_node.security.session_tokens import SessionTokens
from twinhelm_node.security.throttle import SignInThrottle

PACKAGE = "twinhelm.admin.v1"
RELAY = f"{PACKAGE}.RelayService"
SERVICES = (
    "StatusService",
    "RoleService",
    "OperationService",
    "SetService",
    "UserService",
    "ApplicationService",
    "EventService",
    "PairingService",
    "QueueService",
    "VerifyService",
    "ChannelService",
)


class AdminServices:
    """The servicers. The throttle is shared by all listeners. Without `relay` nothing is relayed."""

    def __init__(self, control: PairControl, *, history: QueueHistory, tokens: SessionTokens, relay: RelayServicer | None = None) -> None:
        self._status = StatusServicer(control, history)
        self._role = RoleServicer(control)
        self._operation = OperationServicer(control)
        self._set = SetServicer(control)
        self._user = UserServicer(control, tokens, SignInThrottle())
        self._application = ApplicationServicer(control)
        self._event = EventServicer(control)
        self._relay = relay
        self._pairing = PairingServicer(control)
        self._queue = QueueServicer(control)
        self._verify = VerifyServicer(control.data)
        self._channel = ChannelSettingsServicer(control)

    def register(self, server: grpc.aio.Server) -> tuple[str, ...]:
        """Add all services to a server and return their full names."""
        status_service_pb2_grpc.add_StatusServiceServicer_to_server(self._status, server)
        role_service_pb2_grpc.add_RoleServiceServicer_to_server(self._role, server)
        operation_service_pb2_grpc.add_OperationServiceServicer_to_server(self._operation, server)
        set_service_pb2_grpc.add_SetServiceServicer_to_server(self._set, server)
        user_service_pb2_grpc.add_UserServiceServicer_to_server(self._user, server)
        application_service_pb2_grpc.add_ApplicationServiceServicer_to_server(self._application, server)
        event_service_pb2_grpc.add_EventServiceServicer_to_server(self._event, server)
        pairing_service_pb2_grpc.add_PairingServiceServicer_to_server(self._pairing, server)
        queue_service_pb2_grpc.add_QueueServiceServicer_to_server(self._queue, server)
        verify_service_pb2_grpc.add_VerifyServiceServicer_to_server(self._verify, server)
        channel_service_pb2_grpc.add_ChannelServiceServicer_to_server(self._channel, server)
        names = tuple(f"{PACKAGE}.{name}" for name in SERVICES)
        if self._relay is None:
            return names
        relay_service_pb2_grpc.add_RelayServiceServicer_to_server(self._relay, server)
        return (*names, RELAY)
