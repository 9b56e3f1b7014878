"""The admin API from the caller's side, in domain values: what the command line uses. Synchronous; one channel.

Every method raises the `TwinhelmError` that the server meant, or Unreachable.
"""

import os
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import grpc

from twinhelm.admin.v1 import (
    application_service_pb2,
    application_service_pb2_grpc,
    channel_service_pb2,
    channel_service_pb2_grpc,
    event_service_pb2,
    event_service_pb2_grpc,
    operation_service_pb2,
    operation_service_pb2_grpc,
    queue_service_pb2,
    queue_service_pb2_grpc,
    role_service_pb2,
    role_service_pb2_grpc,
    set_service_pb2,
    set_service_pb2_grpc,
    status_service_pb2,
    status_service_pb2_grpc,
    user_service_pb2,
    user_service_pb2_grpc,
)
from twinhelm_node.api.access_client import AccessClient
from twinhelm_node.api.data_client import DataClient
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.pinning import fetch_pinned
from twinhelm_node.api.ports import IssuedAccessToken
from twinhelm_node.api.relay_client import Way
from twinhelm_node.api.translate_definition import definition_from_proto
from twinhelm_node.api.translate_fill import change_to_proto
from twinhelm_node.api.translate_operation import operation_from_proto
from twinhelm_node.api.translate_pair import (
    access_token_from_proto,
    event_from_proto,
    set_from_proto,
    set_to_proto,
    user_from_proto,
    user_to_proto,
)
from twinhelm_node.api.translate_queue import entries_from_message
from twinhelm_node.api.translate_status import application_from_proto, check_from_proto, view_from_proto
from twinhelm_node.api.transport import channel_options
from twinhelm_node.config.set_changes import SetChange
from twinhelm_node.domain.definition import ApplicationDefinition
from twinhelm_node.domain.divergence import Divergence, PairDivergences
from twinhelm_node.domain.errors import InvalidInput, NotFound, Unreachable
from twinhelm_node.domain.events import Event
from twinhelm_node.domain.operations import Check, Operation, OperationState
from twinhelm_node.domain.pair import AccessToken, ProtectedSet, User, UserRole
from twinhelm_node.domain.queue_head import QueueHead, QueueName
from twinhelm_node.domain.view import ApplicationView, PairView

TIMEOUT_S = 15.0
APPLICATION_TIMEOUT_S = 900.0
RECONNECT_S = 60.0
RECONNECT_PAUSE_S = 0.2
PAGE = 1000
Answer = TypeVar("Answer")


class AdminClient:
    """A connection to one server, or through the service address to whichever is active. Use as a context manager."""

    def __init__(self, channel: grpc.Channel, way: Way) -> None:
        self._channel = channel
        self._way = way
        self._server = way.server
        self._metadata: tuple[tuple[str, str], ...] = ()

    @classmethod
    def local(cls, socket_path: Path) -> Self:
        """Connect to the Unix socket of this server's control process."""
        if not socket_path.parent.exists() or (os.access(socket_path.parent, os.X_OK) and not socket_path.exists()):
            raise Unreachable(
                f"twinhelm-control does not run on this server ({socket_path} is missing); start it: systemctl start twinhelm-control"
            )
        if not os.access(socket_path, os.R_OK | os.W_OK):
            raise Unreachable(
                f"{socket_path} may only be opened by root; run the command as root, or use --server and --user", "NOT_PERMITTED"
            )
        way = Way(f"unix:{socket_path}", "this server")
        return cls(grpc.insecure_channel(way.address, options=channel_options()), way)

    @classmethod
    def remote(cls, server: str, *, fingerprint: str, user: str, password: str = "", token: str = "") -> Self:
        """Connect to "host:port", trusting only the pinned fingerprint, and sign in by password, or by a token, which knows its user."""
        host, _, port = server.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise InvalidInput(f"{server!r} is not HOST:PORT; write for example 10.20.0.10:7410", "BAD_SERVER")
        pinned = fetch_pinned(host.strip("[]"), int(port), fingerprint)
        credentials = grpc.ssl_channel_credentials(pinned.root_pem)
        way = Way(server, server, pinned.root_pem, pinned.target_name)
        client = cls(grpc.secure_channel(server, credentials, options=channel_options(pinned.target_name)), way)
        try:
            client.sign_in(user, password, token)
        except BaseException:
            client.close()
            raise
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._channel.close()

    @property
    def way(self) -> Way:
        """How others in this process, who are signed in as the same user, connect to the same server."""
        return replace(self._way, metadata=self._metadata)

    @property
    def access(self) -> AccessClient:
        """The list of the relay and the out-of-band consoles."""
        return AccessClient(self._channel, self._call)

    @property
    def data(self) -> DataClient:
        """Checks, files, orphans and archives."""
        return DataClient(self._channel, self._call)

    def sign_in(self, user: str, password: str, token: str = "") -> User:
        """Sign in; later calls carry the session's token."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        answer = self._call(stub.SignIn, user_service_pb2.SignInRequest(name=user, password=password, token=token))
        self._metadata = (("authorization", f"Bearer {answer.token}"),)
        return user_from_proto(answer.user)

    def view(self) -> PairView:
        """Return the pair as the server knows it now."""
        stub = status_service_pb2_grpc.StatusServiceStub(self._channel)
        return view_from_proto(self._call(stub.GetPairStatus, status_service_pb2.GetPairStatusRequest()).status)

    def watch_view(self, interval_s: float) -> Iterator[PairView]:
        """Yield the pair at every change and at least every `interval_s`."""
        stub = status_service_pb2_grpc.StatusServiceStub(self._channel)
        for answer in self._stream(stub.WatchPairStatus, status_service_pb2.WatchPairStatusRequest(interval_s=interval_s)):
            yield view_from_proto(answer.status)

    def queue_head(self, set_name: str, queue: QueueName, count: int) -> QueueHead:
        """Return the first entries of a queue, oldest first."""
        stub = queue_service_pb2_grpc.QueueServiceStub(self._channel)
        number = queue_service_pb2.QUEUE_UNSAFE if queue is QueueName.UNSAFE else queue_service_pb2.QUEUE_SAFE
        answer = self._call(stub.ListQueueHead, queue_service_pb2.ListQueueHeadRequest(set_name=set_name, queue=number, page_size=count))
        return QueueHead(answer.server, entries_from_message(answer.entries))

    def check_switchover(self) -> tuple[Check, ...]:
        """Return what a switchover would look at."""
        stub = role_service_pb2_grpc.RoleServiceStub(self._channel)
        answer = self._call(stub.CheckSwitchover, role_service_pb2.CheckSwitchoverRequest())
        return tuple(check_from_proto(check) for check in answer.checks)

    def start_switchover(self, reason: str) -> Operation:
        """Start a switchover."""
        stub = role_service_pb2_grpc.RoleServiceStub(self._channel)
        request = role_service_pb2.StartSwitchoverRequest(request_id=_new_id(), reason=reason)
        return operation_from_proto(self._call(stub.StartSwitchover, request).operation)

    def start_failover(self, reason: str, *, force: bool) -> Operation:
        """Start a forced failover."""
        stub = role_service_pb2_grpc.RoleServiceStub(self._channel)
        request = role_service_pb2.StartFailoverRequest(request_id=_new_id(), reason=reason, force=force)
        return operation_from_proto(self._call(stub.StartFailover, request).operation)

    def watch_operation(self, operation_id: str) -> Iterator[Operation]:
        """Yield every change until the last state. Through a service address the connection moves to the new active by itself."""
        stub = operation_service_pb2_grpc.OperationServiceStub(self._channel)
        deadline = time.monotonic() + RECONNECT_S
        seen = False
        while True:
            try:
                for answer in self._stream(stub.WatchOperation, operation_service_pb2.WatchOperationRequest(id=operation_id)):
                    deadline = time.monotonic() + RECONNECT_S
                    seen = True
                    operation = operation_from_proto(answer.operation)
                    yield operation
                    if operation.state is not OperationState.RUNNING:
                        return
            except (Unreachable, NotFound) as error:
                # The new active may hear of the operation a moment later than this client of the new active.
                if time.monotonic() > deadline or (isinstance(error, NotFound) and not seen):
                    raise
            if time.monotonic() > deadline:
                raise Unreachable(f"{self._server} says nothing about the operation any more; see 'twinhelm status'")
            time.sleep(RECONNECT_PAUSE_S)

    def operations(self) -> tuple[Operation, ...]:
        """Return the last operations, newest first."""
        stub = operation_service_pb2_grpc.OperationServiceStub(self._channel)
        answer = self._call(stub.ListOperations, operation_service_pb2.ListOperationsRequest())
        return tuple(operation_from_proto(one) for one in answer.operations)

    def sets(self) -> tuple[ProtectedSet, ...]:
        """Return the protected sets."""
        stub = set_service_pb2_grpc.SetServiceStub(self._channel)
        return tuple(set_from_proto(one) for one in self._call(stub.ListSets, set_service_pb2.ListSetsRequest()).sets)

    def add_set(self, new: ProtectedSet) -> ProtectedSet:
        """Protect a folder."""
        stub = set_service_pb2_grpc.SetServiceStub(self._channel)
        request = set_service_pb2.AddSetRequest(set=set_to_proto(new), request_id=_new_id())
        return set_from_proto(self._call(stub.AddSet, request).set)

    def change_set(self, name: str, change: SetChange) -> ProtectedSet:
        """Change mode, quota and policies of a set."""
        stub = set_service_pb2_grpc.SetServiceStub(self._channel)
        return set_from_proto(self._call(stub.ChangeSet, change_to_proto(name, change, _new_id())).set)

    def bandwidth(self) -> str:
        """Return the cap that all sets share; empty: none."""
        stub = channel_service_pb2_grpc.ChannelServiceStub(self._channel)
        return self._call(stub.GetChannel, channel_service_pb2.GetChannelRequest()).channel.bandwidth

    def change_bandwidth(self, text: str) -> str:
        """Set the cap that all sets share; returns it as it is kept."""
        stub = channel_service_pb2_grpc.ChannelServiceStub(self._channel)
        request = channel_service_pb2.ChangeChannelRequest(channel=channel_service_pb2.Channel(bandwidth=text), request_id=_new_id())
        return self._call(stub.ChangeChannel, request).channel.bandwidth

    def remove_set(self, name: str) -> None:
        """Stop protecting a folder."""
        stub = set_service_pb2_grpc.SetServiceStub(self._channel)
        self._call(stub.RemoveSet, set_service_pb2.RemoveSetRequest(name=name, request_id=_new_id()))

    def divergences(self) -> PairDivergences:
        """Return what former actives never sent, on both servers."""
        stub = set_service_pb2_grpc.SetServiceStub(self._channel)
        answer = self._call(stub.ListDivergences, set_service_pb2.ListDivergencesRequest())
        kept = tuple(
            (one.server, Divergence(one.set_name, one.generation, one.entries, tuple(one.paths), one.paths_total, one.folder))
            for one in answer.divergences
        )
        return PairDivergences(kept, tuple(answer.not_answering))

    def users(self) -> tuple[User, ...]:
        """Return the users, without their password hashes."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        return tuple(user_from_proto(user) for user in self._call(stub.ListUsers, user_service_pb2.ListUsersRequest()).users)

    def add_user(self, name: str, role: UserRole, password: str) -> User:
        """Add a user or replace role and password of one."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        request = user_service_pb2.AddUserRequest(user=user_to_proto(User(name, role, "")), password=password, request_id=_new_id())
        return user_from_proto(self._call(stub.AddUser, request).user)

    def remove_user(self, name: str) -> None:
        """Remove a user."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        self._call(stub.RemoveUser, user_service_pb2.RemoveUserRequest(name=name, request_id=_new_id()))

    def access_tokens(self, name: str = "") -> tuple[AccessToken, ...]:
        """Return the tokens of a user (empty: of all), without anything secret."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        answer = self._call(stub.ListAccessTokens, user_service_pb2.ListAccessTokensRequest(user=name))
        return tuple(access_token_from_proto(one) for one in answer.tokens)

    def issue_access_token(self, name: str, lifetime_s: float) -> IssuedAccessToken:
        """Make a long-lived token for a user."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        request = user_service_pb2.IssueAccessTokenRequest(user=name, lifetime_s=lifetime_s, request_id=_new_id())
        answer = self._call(stub.IssueAccessToken, request)
        return IssuedAccessToken(answer.token, access_token_from_proto(answer.about))

    def revoke_access_tokens(self, name: str, token_id: str = "") -> int:
        """End one token of a user, or all of them; returns how many."""
        stub = user_service_pb2_grpc.UserServiceStub(self._channel)
        request = user_service_pb2.RevokeAccessTokensRequest(user=name, id=token_id, request_id=_new_id())
        return int(self._call(stub.RevokeAccessTokens, request).revoked)

    def applications(self) -> tuple[ApplicationView, ...]:
        """Return the applications on both servers."""
        stub = application_service_pb2_grpc.ApplicationServiceStub(self._channel)
        answer = self._call(stub.ListApplications, application_service_pb2.ListApplicationsRequest())
        return tuple(application_from_proto(one) for one in answer.applications)

    def start_application(self, name: str) -> ApplicationView:
        """Start an application on the active; waits until it serves."""
        stub = application_service_pb2_grpc.ApplicationServiceStub(self._channel)
        request = application_service_pb2.StartApplicationRequest(name=name, request_id=_new_id())
        return application_from_proto(self._call(stub.StartApplication, request, APPLICATION_TIMEOUT_S).application)

    def stop_application(self, name: str) -> ApplicationView:
        """Stop an application on the active; waits until it is gone."""
        stub = application_service_pb2_grpc.ApplicationServiceStub(self._channel)
        request = application_service_pb2.StopApplicationRequest(name=name, request_id=_new_id())
        return application_from_proto(self._call(stub.StopApplication, request, APPLICATION_TIMEOUT_S).application)

    def definitions(self) -> tuple[ApplicationDefinition, ...]:
        """Return the definitions that ship with the server."""
        stub = application_service_pb2_grpc.ApplicationServiceStub(self._channel)
        answer = self._call(stub.ListApplicationDefinitions, application_service_pb2.ListApplicationDefinitionsRequest())
        return tuple(definition_from_proto(one) for one in answer.definitions)

    def add_application(self, definition: str, name: str, parameters: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        """Protect an application; returns its name and what its set should exclude."""
        stub = application_service_pb2_grpc.ApplicationServiceStub(self._channel)
        request = application_service_pb2.AddApplicationRequest(
            definition=definition, name=name, parameters=parameters, request_id=_new_id()
        )
        answer = self._call(stub.AddApplication, request)
        return answer.name, tuple(answer.exclude)

    def remove_application(self, name: str) -> None:
        """Leave an application to others."""
        stub = application_service_pb2_grpc.ApplicationServiceStub(self._channel)
        self._call(stub.RemoveApplication, application_service_pb2.RemoveApplicationRequest(name=name, request_id=_new_id()))

    def events(self, count: int) -> tuple[Event, ...]:
        """Return the newest `count` events, newest first."""
        stub = event_service_pb2_grpc.EventServiceStub(self._channel)
        found: list[Event] = []
        page_token = ""
        while len(found) < count:
            request = event_service_pb2.ListEventsRequest(page_size=min(PAGE, count - len(found)), page_token=page_token)
            answer = self._call(stub.ListEvents, request)
            found += [event_from_proto(event) for event in answer.events]
            page_token = answer.next_page_token
            if not page_token:
                break
        return tuple(found)

    def watch_events(self, cursor: str) -> Iterator[Event]:
        """Yield events after `cursor` as they happen."""
        stub = event_service_pb2_grpc.EventServiceStub(self._channel)
        for answer in self._stream(stub.WatchEvents, event_service_pb2.WatchEventsRequest(cursor=cursor)):
            yield event_from_proto(answer.event)

    def _call(self, method: Callable[..., Answer], request: Any, timeout_s: float = TIMEOUT_S) -> Answer:
        try:
            return method(request, timeout=timeout_s, metadata=self._metadata)
        except grpc.RpcError as error:
            raise from_rpc_error(error, self._server) from error

    def _stream(self, method: Callable[..., Any], request: Any) -> Iterator[Any]:
        call = method(request, metadata=self._metadata)
        try:
            yield from call
        except grpc.RpcError as error:
            raise from_rpc_error(error, self._server) from error
        finally:
            call.cancel()


def _new_id() -> str:
    return uuid.uuid4().hex
