"""Passwords as argon2id hashes (argon2-cffi, RFC 9106 low-memory profile)."""

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from twinhelm_node.domain.errors import InvalidInput

SHORTEST = 8
LONGEST = 1024
_HASHER = argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)
# Checked in place of a missing user's hash, so that the answer takes as long for a name that does not exist.
_NOBODY = _HASHER.hash("a password that nobody has")


def hash_password(password: str) -> str:
    """Return the argon2id hash in PHC form; refuses what is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidInput(f"the password has {len(password)} characters; choose {SHORTEST} to {LONGEST}", "BAD_PASSWORD")
    return _HASHER.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Compare; with `None` (no such user) it takes the same time and is false. About 50 ms: call it in a thread."""
    try:
        right = _HASHER.verify(password_hash or _NOBODY, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None
