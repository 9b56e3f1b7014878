"""The gateway over gRPC and TLS, with the pair's fingerprint pinned."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import grpc

from twinhelm.admin.v1 import (
    application_service_pb2,
    application_service_pb2_grpc,
    event_service_pb2,
    event_service_pb2_grpc,
    operation_service_pb2,
    operation_service_pb2_grpc,
    pairing_service_pb2,
    pairing_service_pb2_grpc,
    queue_service_pb2,
    queue_service_pb2_grpc,
    relay_service_pb2,
    relay_service_pb2_grpc,
    role_service_pb2,
    role_service_pb2_grpc,
    set_service_pb2,
    set_service_pb2_grpc,
    status_service_pb2,
    status_service_pb2_grpc,
    user_service_pb2,
    user_service_pb2_grpc,
)
from twinhelm_client.domain import language
from twinhelm_client.domain.access import AccessTarget
from twinhelm_client.domain.connection import Endpoint, Session, is_token
from twinhelm_client.domain.errors import GatewayError, SignInRefused, Unreachable
from twinhelm_client.domain.events import Event
from twinhelm_client.domain.operations import Operation, SwitchoverChecks
from twinhelm_client.domain.pair import PairStatus, QueueSample
from twinhelm_client.domain.protection import ApplicationDefinition, Divergences, JoinToken, NewApplication, ProtectedSet, SetChecks
from twinhelm_client.domain.queue_head import QueueHead, QueueName
from twinhelm_client.rpc import translate, translate_protection
from twinhelm_client.rpc.data_gateway import DataGateway
from twinhelm_client.rpc.errors import translate_error
from twinhelm_client.rpc.fingerprint import establish_trust
from twinhelm_client.rpc.gateway import Tunnel
from twinhelm_client.rpc.grpc_data import GrpcData
from twinhelm_client.rpc.grpc_tunnel import open_grpc_tunnel

T = TypeVar("T")
Q = TypeVar("Q")
M = TypeVar("M")
_EVENT_PAGE = 1000  # a server gives no larger one
CONNECT_S = 2.5  # while the service address moves, packets vanish: better to knock again soon than to wait long
CHANGE_S = 30.0  # a change mounts the capture, a check counts files and asks the other server
FAILOVER_S = 15.0  # the active asks the passive and waits until it knows the operation


class GrpcGateway:
    """One pair behind one address, spoken to over one grpc.aio channel at a time. All methods on one event loop."""

    def __init__(self, endpoint: Endpoint, user: str, password: str, fingerprint: str, *, deadline_s: float = 5.0) -> None:
        self._endpoint = endpoint
        self._user = user
        self._password = password
        self._fingerprint = fingerprint
        self._deadline_s = deadline_s
        self._channel: grpc.aio.Channel | None = None
        self._metadata: tuple[tuple[str, str], ...] = ()
        self._session: Session | None = None
        self._relays: list[grpc.aio.Channel] = []
        self._relay_wanted_anew = True
        self._make_relay: Callable[[], grpc.aio.Channel] = self._open

    @property
    def endpoint(self) -> Endpoint:
        """Where this gateway connects to."""
        return self._endpoint

    @property
    def data(self) -> DataGateway:
        """Checks, files and what is set aside."""
        return GrpcData(self._ask_data)

    async def _ask_data(self, ask: Callable[..., Awaitable[T]], timeout_s: float | None) -> T:
        return await self._call(lambda c: ask(c, self._metadata, timeout_s or CHANGE_S))

    def use_password(self, user: str, password: str) -> None:
        """Sign in with these, password or token, from the next `connect` on."""
        self._user, self._password = user, password
        self._metadata, self._session = (), None

    def trust(self, fingerprint: str) -> None:
        """Accept the server with this fingerprint from the next `connect` on."""
        self._fingerprint = fingerprint

    async def connect(self) -> Session:
        """Open a fresh channel to whoever holds the address now; the token is kept, both servers accept it.

        Relayed connections have a TCP connection of their own: their bytes must not hold up the status, and they outlive a reconnect.
        """
        await self._leave()
        trust = await establish_trust(self._endpoint, self._fingerprint, CONNECT_S)
        options = (
            ("grpc.ssl_target_name_override", trust.name),
            ("grpc.enable_http_proxy", 0),
            ("grpc.keepalive_time_ms", 10_000),
            ("grpc.keepalive_timeout_ms", 5_000),
        )
        credentials = grpc.ssl_channel_credentials(trust.root_pem)
        self._channel = grpc.aio.secure_channel(str(self._endpoint), credentials, options=options)
        own = (*options, ("grpc.use_local_subchannel_pool", 1))
        self._make_relay = lambda: grpc.aio.secure_channel(str(self._endpoint), credentials, options=own)
        self._relay_wanted_anew = True
        if self._session is None:
            self._session = await self._sign_in()
        else:
            try:
                await self.status()
            except SignInRefused:  # the token has expired, or the session key changed
                self._session = await self._sign_in()
        return self._session

    async def _sign_in(self) -> Session:
        secret = self._password
        request = user_service_pb2.SignInRequest(name=self._user)
        if is_token(secret):
            request.token = secret.strip()
        else:
            request.password = secret
        self._metadata = ()
        answer = await self._call(lambda c: user_service_pb2_grpc.UserServiceStub(c).SignIn(request, timeout=self._deadline_s))
        self._metadata = (("authorization", f"Bearer {answer.token}"),)
        return Session(answer.user.name, translate.user_role(answer.user.role), answer.pair_name)

    async def status(self) -> PairStatus:
        """Return the pair as it is now."""
        request = status_service_pb2.GetPairStatusRequest()
        answer = await self._call(
            lambda c: status_service_pb2_grpc.StatusServiceStub(c).GetPairStatus(request, metadata=self._metadata, timeout=self._deadline_s)
        )
        return translate.pair_status(answer.status)

    async def watch_status(self, interval_s: float) -> AsyncIterator[PairStatus]:
        """Yield the status at every change and at least every `interval_s` seconds."""
        request = status_service_pb2.WatchPairStatusRequest(interval_s=interval_s)
        stub = status_service_pb2_grpc.StatusServiceStub(self._open())
        async for message in self._stream(stub.WatchPairStatus(request, metadata=self._metadata)):
            yield translate.pair_status(message.status)
        raise Unreachable(language.translate("Gateway", "The server ended the stream of its status."))

    async def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the entries that wait in a queue, oldest first."""
        number = queue_service_pb2.QUEUE_UNSAFE if queue is QueueName.UNSAFE else queue_service_pb2.QUEUE_SAFE
        request = queue_service_pb2.ListQueueHeadRequest(set_name=set_name, queue=number, page_size=count)
        answer = await self._call(
            lambda c: queue_service_pb2_grpc.QueueServiceStub(c).ListQueueHead(request, metadata=self._metadata, timeout=self._deadline_s)
        )
        return translate.queue_head(answer)

    async def queue_history(self, window_s: float, set_name: str = "") -> tuple[QueueSample, ...]:
        """Return samples of both queues, oldest first."""
        request = status_service_pb2.GetQueueHistoryRequest(window_s=window_s, set_name=set_name)
        answer = await self._call(
            lambda c: status_service_pb2_grpc.StatusServiceStub(c).GetQueueHistory(
                request, metadata=self._metadata, timeout=self._deadline_s
            )
        )
        return tuple(translate.queue_sample(s) for s in answer.samples)

    async def recent_events(self, limit: int) -> tuple[Event, ...]:
        """Return the newest events, newest first."""
        return await self.older_events("", limit)

    async def older_events(self, cursor: str, limit: int) -> tuple[Event, ...]:
        """Return the events before the one with this cursor, newest first."""
        request = event_service_pb2.ListEventsRequest(page_size=min(limit, _EVENT_PAGE), page_token=cursor)
        answer = await self._call(
            lambda c: event_service_pb2_grpc.EventServiceStub(c).ListEvents(request, metadata=self._metadata, timeout=self._deadline_s)
        )
        return tuple(translate.event(e) for e in answer.events)

    async def watch_events(self, cursor: str) -> AsyncIterator[Event]:
        """Yield the events after `cursor`."""
        request = event_service_pb2.WatchEventsRequest(cursor=cursor)
        stub = event_service_pb2_grpc.EventServiceStub(self._open())
        async for message in self._stream(stub.WatchEvents(request, metadata=self._metadata)):
            yield translate.event(message.event)
        raise Unreachable(language.translate("Gateway", "The server ended the stream of its events."))

    async def check_switchover(self) -> SwitchoverChecks:
        """Return what a switchover would look at now."""
        request = role_service_pb2.CheckSwitchoverRequest()
        answer = await self._call(
            lambda c: role_service_pb2_grpc.RoleServiceStub(c).CheckSwitchover(request, metadata=self._metadata, timeout=self._deadline_s)
        )
        return translate.switchover_checks(answer)

    async def start_switchover(self, *, reason: str, request_id: str) -> Operation:
        """Start a switchover."""
        request = role_service_pb2.StartSwitchoverRequest(reason=reason, request_id=request_id)
        answer = await self._call(
            lambda c: role_service_pb2_grpc.RoleServiceStub(c).StartSwitchover(request, metadata=self._metadata, timeout=self._deadline_s)
        )
        return translate.operation(answer.operation)

    async def start_failover(self, *, to_server: str, reason: str, request_id: str) -> Operation:
        """Let `to_server` take over although the active may live."""
        request = role_service_pb2.StartFailoverRequest(reason=reason, force=True, request_id=request_id, to_server=to_server)
        answer = await self._call(
            lambda c: role_service_pb2_grpc.RoleServiceStub(c).StartFailover(request, metadata=self._metadata, timeout=FAILOVER_S)
        )
        return translate.operation(answer.operation)

    async def check_set(self, new: ProtectedSet) -> SetChecks:
        """Return what protecting a folder would look at now."""
        request = set_service_pb2.CheckSetRequest(set=translate_protection.set_to_proto(new))
        answer = await self._call(
            lambda c: set_service_pb2_grpc.SetServiceStub(c).CheckSet(request, metadata=self._metadata, timeout=CHANGE_S)
        )
        return translate_protection.set_checks(answer)

    async def add_set(self, new: ProtectedSet, *, request_id: str) -> ProtectedSet:
        """Protect a folder."""
        request = set_service_pb2.AddSetRequest(set=translate_protection.set_to_proto(new), request_id=request_id)
        answer = await self._call(
            lambda c: set_service_pb2_grpc.SetServiceStub(c).AddSet(request, metadata=self._metadata, timeout=CHANGE_S)
        )
        return translate_protection.protected_set(answer.set)

    async def application_definitions(self) -> tuple[ApplicationDefinition, ...]:
        """Return the definitions that ship with the server."""
        request = application_service_pb2.ListApplicationDefinitionsRequest()
        answer = await self._call(
            lambda c: application_service_pb2_grpc.ApplicationServiceStub(c).ListApplicationDefinitions(
                request, metadata=self._metadata, timeout=self._deadline_s
            )
        )
        return tuple(translate_protection.definition(one) for one in answer.definitions)

    async def add_application(self, new: NewApplication, *, request_id: str) -> str:
        """Protect an application; returns its name."""
        request = application_service_pb2.AddApplicationRequest(
            definition=new.definition, name=new.name, parameters=dict(new.parameters), request_id=request_id
        )
        answer = await self._call(
            lambda c: application_service_pb2_grpc.ApplicationServiceStub(c).AddApplication(
                request, metadata=self._metadata, timeout=CHANGE_S
            )
        )
        return str(answer.name)

    async def create_join_token(self, *, lifetime_s: float, replace: bool, request_id: str) -> JoinToken:
        """Make a one-time token for the second server."""
        request = pairing_service_pb2.CreateJoinTokenRequest(lifetime_s=lifetime_s, replace=replace, request_id=request_id)
        answer = await self._call(
            lambda c: pairing_service_pb2_grpc.PairingServiceStub(c).CreateJoinToken(
                request, metadata=self._metadata, timeout=self._deadline_s
            )
        )
        return translate_protection.join_token(answer)

    async def divergences(self) -> Divergences:
        """Return what former actives never sent and the servers keep aside."""
        request = set_service_pb2.ListDivergencesRequest()
        answer = await self._call(
            lambda c: set_service_pb2_grpc.SetServiceStub(c).ListDivergences(request, metadata=self._metadata, timeout=CHANGE_S)
        )
        return translate_protection.divergences(answer)

    async def relay_ports(self) -> tuple[int, ...]:
        """Return the ports that the pair lets operators reach."""
        request = relay_service_pb2.ListPortsRequest()
        answer = await self._call(
            lambda c: relay_service_pb2_grpc.RelayServiceStub(c).ListPorts(request, metadata=self._metadata, timeout=self._deadline_s)
        )
        return tuple(answer.ports)

    async def check_access(self, target: AccessTarget) -> None:
        """Ask whether this port may be reached, without connecting to it."""
        tunnel = await open_grpc_tunnel(self._relay(), self._metadata, target, check_only=True)
        await tunnel.close()

    async def open_tunnel(self, target: AccessTarget) -> Tunnel:
        """Connect to a port of a server, through the answering one."""
        return await open_grpc_tunnel(self._relay(), self._metadata, target)

    async def operation(self, operation_id: str) -> Operation:
        """Return one operation."""
        request = operation_service_pb2.GetOperationRequest(id=operation_id)
        answer = await self._call(
            lambda c: operation_service_pb2_grpc.OperationServiceStub(c).GetOperation(
                request, metadata=self._metadata, timeout=self._deadline_s
            )
        )
        return translate.operation(answer.operation)

    async def watch_operation(self, operation_id: str) -> AsyncIterator[Operation]:
        """Yield the operation at every change; ends after its last state."""
        request = operation_service_pb2.WatchOperationRequest(id=operation_id)
        stub = operation_service_pb2_grpc.OperationServiceStub(self._open())
        async for message in self._stream(stub.WatchOperation(request, metadata=self._metadata)):
            yield translate.operation(message.operation)

    async def cancel_operation(self, operation_id: str, *, request_id: str) -> Operation:
        """Ask a running operation to stop and go back."""
        request = operation_service_pb2.CancelOperationRequest(id=operation_id, request_id=request_id)
        answer = await self._call(
            lambda c: operation_service_pb2_grpc.OperationServiceStub(c).CancelOperation(
                request, metadata=self._metadata, timeout=self._deadline_s
            )
        )
        return translate.operation(answer.operation)

    async def close(self) -> None:
        """End every stream and the channels."""
        await self._leave()
        relays, self._relays = self._relays, []
        for relay in relays:
            await relay.close(None)

    async def _leave(self) -> None:
        channel, self._channel = self._channel, None
        if channel is not None:
            await channel.close(None)

    def _relay(self) -> grpc.aio.Channel:
        """The channel of relayed connections; after a reconnect a new one, while what is open stays on the old one."""
        self._open()
        if self._relay_wanted_anew or not self._relays:
            self._relays = [*self._relays[-3:], self._make_relay()]
            self._relay_wanted_anew = False
        return self._relays[-1]

    def _open(self) -> grpc.aio.Channel:
        if self._channel is None:
            raise Unreachable(language.translate("Gateway", "There is no connection to {0} now.").format(self._endpoint))
        return self._channel

    async def _call(self, ask: Callable[[grpc.aio.Channel], Awaitable[T]]) -> T:
        try:
            return await ask(self._open())
        except grpc.aio.AioRpcError as error:
            raise translate_error(error) from error
        except asyncio.CancelledError as error:
            raise _cancelled(error) from error

    async def _stream(self, call: grpc.aio.UnaryStreamCall[Q, M]) -> AsyncIterator[M]:
        try:
            async for message in call:
                yield message
        except grpc.aio.AioRpcError as error:
            raise self._over(translate_error(error)) from error
        except asyncio.CancelledError as error:
            raise _cancelled(error) from error
        finally:
            call.cancel()

    def _over(self, error: GatewayError) -> GatewayError:
        """A stream whose session has ended is lost like any other: connecting again signs in, and says whether that is still right."""
        if not isinstance(error, SignInRefused):
            return error
        self._session = None
        return Unreachable(language.translate("Gateway", "The session has ended; signing in again."))


def _cancelled(error: asyncio.CancelledError) -> BaseException:
    """Tell a channel that was closed beneath a call (reconnecting) from the cancellation of our own task."""
    task = asyncio.current_task()
    if task is None or task.cancelling():
        return error
    return Unreachable(language.translate("Gateway", "The connection was closed; connecting again."))
