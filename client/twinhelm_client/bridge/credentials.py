"""Passwords in the system's keyring. The keyring may wait for a person, so it is only asked on the asyncio thread."""

import asyncio

import keyring
from keyring.errors import KeyringError

_SERVICE = "twinhelm"


async def stored_password(endpoint: str, user: str) -> str:
    """Return the stored password, or nothing where there is none or no keyring."""
    try:
        return await asyncio.to_thread(keyring.get_password, _SERVICE, f"{user}@{endpoint}") or ""
    except KeyringError:
        return ""


async def store_password(endpoint: str, user: str, password: str) -> bool:
    """Store a password; False where there is no keyring that takes it."""
    try:
        await asyncio.to_thread(keyring.set_password, _SERVICE, f"{user}@{endpoint}", password)
    except KeyringError:
        return False
    return True
