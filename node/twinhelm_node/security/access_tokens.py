"""Access tokens: what a user or a program keeps instead of a password. Pure.

A token reads "twinhelm-token-ID-SECRET". The pair document holds the SHA-256 of the secret, so that both servers know it and none can
tell it. Thirty-two random bytes need no slow hash: nobody guesses them.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from twinhelm_node.domain.errors import Unauthenticated
from twinhelm_node.domain.pair import AccessToken

PREFIX = "twinhelm-token-"
SECRET_BYTES = 32
DAY_S = 86_400.0
DEFAULT_LIFETIME_S = 365 * DAY_S
LONGEST_LIFETIME_S = 3650 * DAY_S


def make_access_token(user: str, *, lifetime_s: float, now_ns: int) -> tuple[str, AccessToken]:
    """Return the text that is shown once, and what is kept of it."""
    token_id, secret = secrets.token_hex(4), secrets.token_bytes(SECRET_BYTES)
    text = f"{PREFIX}{token_id}-{base64.urlsafe_b64encode(secret).rstrip(b'=').decode()}"
    return text, AccessToken(token_id, user, hashlib.sha256(secret).hexdigest(), now_ns, now_ns + int(lifetime_s * 1e9))


def known_access_token(text: str, known: Iterable[AccessToken], now_ns: int) -> AccessToken:
    """Return the token with this text; raises Unauthenticated with reason WRONG_TOKEN (also when it was revoked) or TOKEN_EXPIRED."""
    token_id, secret = _read(text)
    digest = hashlib.sha256(secret).hexdigest()
    found = next((one for one in known if one.id == token_id and hmac.compare_digest(one.secret_sha256, digest)), None)
    if found is None:
        raise _wrong()
    if now_ns >= found.expires_ns:
        raise Unauthenticated(f"the token of {found.user} has expired; ask an admin of the pair for a new one", "TOKEN_EXPIRED")
    return found


def _read(text: str) -> tuple[str, bytes]:
    token_id, _, coded = text.strip().removeprefix(PREFIX).partition("-")
    try:
        if not text.strip().startswith(PREFIX):
            raise ValueError
        secret = base64.b64decode(coded.encode("ascii") + b"=" * (-len(coded) % 4), altchars=b"-_", validate=True)
        if len(secret) != SECRET_BYTES:
            raise ValueError
    except (ValueError, binascii.Error):
        raise _wrong() from None
    return token_id, secret


def _wrong() -> Unauthenticated:
    return Unauthenticated("the token is not known to this pair or has been revoked; ask an admin of the pair for a new one", "WRONG_TOKEN")
