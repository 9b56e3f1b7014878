"""UserService: signing in, and who may."""

import asyncio
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from twinhelm.admin.v1 import user_service_pb2 as pb
from twinhelm.admin.v1.user_service_pb2_grpc import UserServiceServicer
from twinhelm_node.api.caller import caller, set_caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import request_id, required, within
from twinhelm_node.api.translate_pair import access_token_to_proto, user_from_proto, user_to_proto
from twinhelm_node.api.translate_time import timestamp
from twinhelm_node.domain.errors import Unauthenticated
from twinhelm_node.security.access_tokens import DAY_S, DEFAULT_LIFETIME_S, LONGEST_LIFETIME_S, known_access_token
from twinhelm_node.security.passwords import verify_password
from twinhelm_node.security.session_tokens import Session, SessionTokens
from twinhelm_node.security.throttle import SignInThrottle

HASHES_AT_ONCE = 2


class UserServicer(UserServiceServicer):
    """At most two passwords are checked at once (argon2 takes 64 MiB each); guessing is slowed down by caller and by name."""

    def __init__(
        self,
        control: PairControl,
        tokens: SessionTokens,
        throttle: SignInThrottle,
        *,
        clock_ns: Callable[[], int] = time.time_ns,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._control = control
        self._tokens = tokens
        self._throttle = throttle
        self._clock_ns = clock_ns
        self._monotonic = monotonic
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    async def SignIn(self, request: pb.SignInRequest, context: Any) -> pb.SignInResponse:
        """Trade name and password for a token."""
        caller_host = host_of(context.peer())
        if request.token:
            return self._sign_in_by_token(request, f"host {caller_host}")
        keys = (f"host {caller_host}", f"name {request.name[:64]} {caller_host}")
        async with self._hashing:
            wait_s = max(self._throttle.wait_s(key, self._monotonic()) for key in keys)
            if wait_s > 0:
                raise Unauthenticated(f"too many wrong passwords; try again in {max(1, round(wait_s))} s", "TOO_MANY_TRIES")
            document = self._control.document()
            user = next((user for user in document.users if user.name == request.name), None)
            password_hash = user.password_hash if user is not None else None
            right = await asyncio.to_thread(verify_password, password_hash, request.password)
            if user is None or not right:
                for key in keys:
                    self._throttle.failed(key, self._monotonic())
                raise Unauthenticated("the name or the password is wrong; check both", "WRONG_PASSWORD")
            # The caller's own failures stay counted: one known password must not buy free guesses at others.
            self._throttle.succeeded(keys[1])
        token, expires_ns = self._tokens.issue(user, self._clock_ns())
        return pb.SignInResponse(token=token, expires_at=timestamp(expires_ns), user=user_to_proto(user), pair_name=document.pair_name)

    def _sign_in_by_token(self, request: pb.SignInRequest, key: str) -> pb.SignInResponse:
        wait_s = self._throttle.wait_s(key, self._monotonic())
        if wait_s > 0:
            raise Unauthenticated(f"too many wrong passwords; try again in {max(1, round(wait_s))} s", "TOO_MANY_TRIES")
        document = self._control.document()
        try:
            access = known_access_token(request.token, document.tokens, self._clock_ns())
            user = next((user for user in document.users if user.name == access.user), None)
            if user is None or request.name not in {"", user.name}:
                raise Unauthenticated("the token belongs to another user; leave the name out or use the right one", "WRONG_TOKEN")
        except Unauthenticated:
            self._throttle.failed(key, self._monotonic())
            raise
        set_caller(Session(user.name, user.role))  # for the audit line: the request names nobody
        token, expires_ns = self._tokens.issue_for(access, self._clock_ns())
        return pb.SignInResponse(token=token, expires_at=timestamp(expires_ns), user=user_to_proto(user), pair_name=document.pair_name)

    async def ListUsers(self, request: pb.ListUsersRequest, context: Any) -> pb.ListUsersResponse:
        """Names and roles."""
        return pb.ListUsersResponse(users=[user_to_proto(user) for user in self._control.document().users])

    async def AddUser(self, request: pb.AddUserRequest, context: Any) -> pb.AddUserResponse:
        """Add a user, or replace role and password of one."""
        new = user_from_proto(request.user)
        required("user.name", new.name)
        user = await self._control.add_user(
            new.name, new.role, request.password, user=caller().user, request_id=request_id(request.request_id)
        )
        return pb.AddUserResponse(user=user_to_proto(user))

    async def RemoveUser(self, request: pb.RemoveUserRequest, context: Any) -> pb.RemoveUserResponse:
        """Remove a user; his sessions end with the next message."""
        await self._control.remove_user(required("name", request.name), user=caller().user, request_id=request_id(request.request_id))
        return pb.RemoveUserResponse()

    async def IssueAccessToken(self, request: pb.IssueAccessTokenRequest, context: Any) -> pb.IssueAccessTokenResponse:
        """Make a token; its text travels once, in the answer, and the audit log does not hold it."""
        issued = await self._control.issue_access_token(
            required("user", request.user),
            lifetime_s=within("lifetime_s", request.lifetime_s, DAY_S, LONGEST_LIFETIME_S, DEFAULT_LIFETIME_S),
            user=caller().user,
            request_id=request_id(request.request_id),
        )
        return pb.IssueAccessTokenResponse(token=issued.text, about=access_token_to_proto(issued.about))

    async def ListAccessTokens(self, request: pb.ListAccessTokensRequest, context: Any) -> pb.ListAccessTokensResponse:
        """Which tokens there are; nothing secret."""
        known = self._control.document().tokens
        return pb.ListAccessTokensResponse(tokens=[access_token_to_proto(one) for one in known if request.user in {"", one.user}])

    async def RevokeAccessTokens(self, request: pb.RevokeAccessTokensRequest, context: Any) -> pb.RevokeAccessTokensResponse:
        """End tokens; sessions opened with them end with the next message."""
        count = await self._control.revoke_access_tokens(
            required("user", request.user), request.id, user=caller().user, request_id=request_id(request.request_id)
        )
        return pb.RevokeAccessTokensResponse(revoked=count)


def host_of(peer: str) -> str:
    """Return the host part of gRPC's "ipv4:10.0.0.1:4711" or "ipv6:%5B::1%5D:4711"; "unix:" stays as it is."""
    kind, _, rest = unquote(peer).partition(":")
    return rest.rpartition(":")[0] if kind in {"ipv4", "ipv6"} else kind
