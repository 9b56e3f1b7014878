"""Session tokens: who signed in, until when, signed with the key that both servers of the pair share.

A token is `base64url(payload) "." base64url(HMAC-SHA256(session key, payload))`. It holds no role: the role is looked up in
the pair document at each call, so that removing a user, changing the role or the password takes effect at once.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from twinhelm_node.domain.errors import Unauthenticated
from twinhelm_node.domain.pair import AccessToken, User, UserRole

LIFETIME_S = 12 * 3600
LONGEST_TOKEN = 1024


class _Payload(msgspec.Struct, frozen=True):
    user: str
    expires_ns: int
    password_mark: str
    access_token: str = ""  # id of the token that the session was opened with, instead of a password


@dataclass(frozen=True, slots=True)
class Session:
    """Someone who is known: by a token, or by opening the Unix socket."""

    user: str
    role: UserRole


class SessionTokens:
    """Issues and checks tokens. `users` and `access_tokens` return those of the pair document in force; times are wall clock, ns."""

    def __init__(self, key: bytes, users: Callable[[], Iterable[User]], access_tokens: Callable[[], Iterable[AccessToken]] = tuple) -> None:
        self._key = key
        self._users = users
        self._access_tokens = access_tokens

    def issue(self, user: User, now_ns: int) -> tuple[str, int]:
        """Return (token, expires_ns) for a user whose password was right."""
        expires_ns = now_ns + LIFETIME_S * 1_000_000_000
        payload = msgspec.json.encode(_Payload(user.name, expires_ns, _password_mark(user)))
        return f"{_encode(payload)}.{_encode(self._sign(payload))}", expires_ns

    def issue_for(self, access: AccessToken, now_ns: int) -> tuple[str, int]:
        """Return (token, expires_ns) for somebody who showed an access token; the session ends with it at the latest."""
        expires_ns = min(access.expires_ns, now_ns + LIFETIME_S * 1_000_000_000)
        payload = msgspec.json.encode(_Payload(access.user, expires_ns, "", access.id))
        return f"{_encode(payload)}.{_encode(self._sign(payload))}", expires_ns

    def check(self, token: str, now_ns: int) -> Session:
        """Return whose token it is; raises Unauthenticated with reason BAD_TOKEN, TOKEN_EXPIRED, TOKEN_REVOKED or USER_REMOVED."""
        payload = self._verified(token)
        if now_ns >= payload.expires_ns:
            raise Unauthenticated("the session has expired; sign in again", "TOKEN_EXPIRED")
        for user in self._users():
            if user.name == payload.user:
                if payload.access_token:
                    self._require_access(payload)
                elif not hmac.compare_digest(_password_mark(user), payload.password_mark):
                    raise Unauthenticated(f"the password of {user.name} has changed; sign in again", "TOKEN_EXPIRED")
                return Session(user.name, user.role)
        raise Unauthenticated(f"the user {payload.user} has been removed; sign in as somebody else", "USER_REMOVED")

    def _require_access(self, payload: _Payload) -> None:
        """A session by access token ends with that token, on the next message."""
        if not any(one.id == payload.access_token and one.user == payload.user for one in self._access_tokens()):
            raise Unauthenticated(f"the token of {payload.user} has been revoked; ask an admin of the pair for a new one", "TOKEN_REVOKED")

    def _verified(self, token: str) -> _Payload:
        first, dot, second = token.partition(".")
        try:
            if len(token) > LONGEST_TOKEN or not dot:
                raise ValueError
            payload, signature = _decode(first), _decode(second)
            if not hmac.compare_digest(self._sign(payload), signature):
                raise ValueError
            return msgspec.json.decode(payload, type=_Payload)
        except (ValueError, binascii.Error, msgspec.MsgspecError):
            raise Unauthenticated("the session token is not one of this pair; sign in again", "BAD_TOKEN") from None

    def _sign(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, b"twinhelm session\0" + payload, "sha256")


def _password_mark(user: User) -> str:
    """A short mark of the password hash: a token ends with the password it was made by, without carrying the hash."""
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    """Decode strictly: base64 knows several ways to write the same bytes, and only ours is accepted."""
    value = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if _encode(value) != text:
        raise ValueError
    return value
