"""The one-time token with which the second server joins a pair.

The text carries everything the joining server needs, so that it trusts nothing it meets on the network: where the primary
listens, the fingerprint of its authority, and a secret. `tokens.json` keeps only the SHA-256 of the secret; that hash is the
key of the HMAC which proves the token, so the secret itself never travels and cannot be read from the file.
"""

import base64
import binascii
import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from twinhelm_node.domain.errors import DataError, InvalidInput, NotReady, Unauthenticated
from twinhelm_node.system.files import write_atomically

PREFIX = "twinhelm-join-"
DEFAULT_LIFETIME_S = 3600
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class JoinToken:
    """A token as the joining server sees it. `addresses` are "host:port" of the primary, in the order to try them."""

    id: str
    secret: bytes = field(repr=False)
    addresses: tuple[str, ...]
    authority_fingerprint: str

    def text(self) -> str:
        """Return the token as one line to copy."""
        body = msgspec.msgpack.encode([self.id, self.secret, list(self.addresses), bytes.fromhex(self.authority_fingerprint)])
        return PREFIX + base64.urlsafe_b64encode(body + _check_sum(body)).rstrip(b"=").decode()

    def proof(self, certificate_request: bytes) -> bytes:
        """Return what shows that the caller knows the secret, bound to its certificate request."""
        return hmac.digest(hashlib.sha256(self.secret).digest(), certificate_request, "sha256")


def parse_join_token(text: str) -> JoinToken:
    """Read a token that a person copied; raises InvalidInput (reason WRONG_TOKEN)."""
    try:
        coded = "".join(text.split())
        if not coded.startswith(PREFIX):
            raise ValueError
        coded = coded.removeprefix(PREFIX)
        body = base64.b64decode(coded.encode("ascii") + b"=" * (-len(coded) % 4), altchars=b"-_", validate=True)
        if _check_sum(body[:-4]) != body[-4:]:
            raise ValueError
        token_id, secret, addresses, fingerprint = msgspec.msgpack.decode(body[:-4], type=tuple[str, bytes, list[str], bytes])
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise InvalidInput("the join token is damaged; copy the whole line that 'twinhelm pair token' printed", "WRONG_TOKEN") from None
    return JoinToken(token_id, secret, tuple(addresses), fingerprint.hex())


class _Waiting(msgspec.Struct, frozen=True):
    id: str
    secret_sha256: str
    expires_ns: int
    replace: bool = False
    used_ns: int = 0


class _Joined(msgspec.Struct, frozen=True):
    server_name: str
    at_ns: int


class _File(msgspec.Struct, frozen=True):
    tokens: tuple[_Waiting, ...] = ()
    joined: _Joined | None = None


class JoinTokens:
    """`tokens.json` of the primary. Written by the command line, used up by the control process: guarded by a lock file.

    Times are wall clock, nanoseconds since 1970, given by the caller.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(
        self,
        *,
        addresses: Sequence[str],
        authority_fingerprint: str,
        now_ns: int,
        lifetime_s: float = DEFAULT_LIFETIME_S,
        replace: bool = False,
    ) -> JoinToken:
        """Make a token and remember it. `replace` lets it admit a new server in place of one that joined before."""
        token = JoinToken(secrets.token_hex(8), secrets.token_bytes(SECRET_BYTES), tuple(addresses), authority_fingerprint)
        waiting = _Waiting(token.id, hashlib.sha256(token.secret).hexdigest(), now_ns + int(lifetime_s * 1e9), replace)
        with self._locked():
            file = self._load()
            if file.joined is not None and not replace:
                raise NotReady(
                    f"the pair is complete: {file.joined.server_name} has joined; add --replace to let another server in its place",
                    "PAIR_COMPLETE",
                )
            # A used or expired token is kept for a day, so that its owner is told what happened to it.
            kept = tuple(old for old in file.tokens if old.expires_ns > now_ns - 86_400 * 10**9)
            self._save(_File((*kept[-20:], waiting), file.joined))
        return token

    def outstanding(self, now_ns: int) -> bool:
        """True while a token waits to be used: the join port is open only then."""
        return any(not token.used_ns and token.expires_ns > now_ns for token in self._load().tokens)

    def use(self, token_id: str, proof: bytes, certificate_request: bytes, *, server_name: str, now_ns: int) -> None:
        """Accept a proof and use the token up; raises with reason WRONG_TOKEN, TOKEN_EXPIRED, TOKEN_USED or PAIR_COMPLETE."""
        with self._locked():
            file = self._load()
            token = next((token for token in file.tokens if token.id == token_id), None)
            key = bytes.fromhex(token.secret_sha256) if token is not None else bytes(32)
            right = hmac.compare_digest(hmac.digest(key, certificate_request, "sha256"), proof)
            if token is None or not right:
                raise Unauthenticated("the join token is not one of this server; make a new one with 'twinhelm pair token'", "WRONG_TOKEN")
            if token.used_ns:
                raise NotReady("the join token has been used already; make a new one with 'twinhelm pair token'", "TOKEN_USED")
            if now_ns >= token.expires_ns:
                raise NotReady("the join token has expired; make a new one with 'twinhelm pair token'", "TOKEN_EXPIRED")
            if file.joined is not None and not token.replace:
                raise NotReady(f"the pair is complete: {file.joined.server_name} has joined already", "PAIR_COMPLETE")
            used = tuple(msgspec.structs.replace(old, used_ns=now_ns) if old.id == token_id else old for old in file.tokens)
            self._save(_File(used, _Joined(server_name, now_ns)))

    def _load(self) -> _File:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_File)
        except FileNotFoundError:
            return _File()
        except msgspec.MsgspecError as error:
            raise DataError(f"{self._path} is damaged ({error}); remove it and make a new token with 'twinhelm pair token'") from error

    def _save(self, file: _File) -> None:
        write_atomically(self._path, msgspec.json.encode(file))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        descriptor = os.open(self._path.with_name(".tokens.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _check_sum(body: bytes) -> bytes:
    """Four bytes that tell a mistyped token from a wrong one, before anything is sent."""
    return hashlib.sha256(body).digest()[:4]
