"""Passwords in the system's keyring, otherwise in this process only: never in a file of ours, never in a log.

The keyring may wait for a person or for a slow bus, so it is only asked on threads of the asyncio thread's pool. Importing it costs time
too: it is imported there, at the first question.
"""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

LOG = logging.getLogger(__name__)
_SERVICE = "twinhelm"
# Backends that would write the secret where anybody with the file can read it, or nowhere.
_UNSAFE = ("keyrings.alt.", "keyring.backends.null", "keyring.backends.fail")


class Backend(Protocol):
    """What `keyring` offers and this module uses."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the secret, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a secret is now; `in_keyring` False means: until the console is closed."""

    in_keyring: bool


class Credentials:
    """Passwords and tokens, one per user and address of a pair. `backend` is for tests; None finds the system's at the first question."""

    def __init__(self, backend: Backend | None = None, *, use_system: bool = True) -> None:
        self._backend = backend
        self._looked = backend is not None or not use_system
        self._session: dict[str, str] = {}

    async def find(self, endpoint: str, user: str) -> str:
        """Return the secret of this user at this pair; empty when none is known."""
        key = _key(endpoint, user)
        if key in self._session:
            return self._session[key]
        return await asyncio.to_thread(self._read, key)

    async def keep(self, endpoint: str, user: str, secret: str) -> Kept:
        """Keep a secret in the keyring; where there is no usable one, for this session only."""
        key = _key(endpoint, user)
        if await asyncio.to_thread(self._write, key, secret):
            self._session.pop(key, None)
            return Kept(in_keyring=True)
        self._session[key] = secret
        return Kept(in_keyring=False)

    def keep_for_session(self, endpoint: str, user: str, secret: str) -> None:
        """Keep a secret until the console is closed, as a person wished who does not want it in the keyring."""
        self._session[_key(endpoint, user)] = secret

    async def forget(self, endpoint: str, user: str) -> None:
        """Remove a secret from wherever it is."""
        key = _key(endpoint, user)
        self._session.pop(key, None)
        await asyncio.to_thread(self._delete, key)

    async def usable(self) -> bool:
        """Say whether the system has a keyring that keeps secrets."""
        return await asyncio.to_thread(lambda: self._system() is not None)

    def _system(self) -> Backend | None:
        if not self._looked:
            self._backend = _find_backend()
            self._looked = True
        return self._backend

    def _read(self, key: str) -> str:
        backend = self._system()
        if backend is None:
            return ""
        try:
            return backend.get_password(_SERVICE, key) or ""
        except Exception as error:  # noqa: BLE001  a keyring's bus may fail in ways of its own; the person is asked instead
            _say("the keyring gave nothing", error)
            return ""

    def _write(self, key: str, secret: str) -> bool:
        backend = self._system()
        if backend is None:
            return False
        try:
            backend.set_password(_SERVICE, key, secret)
        except Exception as error:  # noqa: BLE001  as above
            _say("the keyring kept nothing", error)
            return False
        return True

    def _delete(self, key: str) -> None:
        backend = self._system()
        if backend is not None:
            try:
                backend.delete_password(_SERVICE, key)
            except Exception as error:  # noqa: BLE001  as above; a secret that was never there cannot be deleted
                _say("the keyring forgot nothing", error)


def _key(endpoint: str, user: str) -> str:
    return f"{user}@{endpoint}"


def _say(what: str, error: Exception) -> None:
    LOG.info("%s (%s)", what, type(error).__name__)  # the kind only: a backend may put what it was given into its message


def _find_backend() -> Backend | None:
    import keyring  # noqa: PLC0415  takes a tenth of a second and asks the bus: never before the window
    from keyring.backends import chainer  # noqa: PLC0415  as above

    try:
        found = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001  a broken keyring configuration must not stop the console
        _say("no keyring", error)
        return None
    backends = found.backends if isinstance(found, chainer.ChainerBackend) else [found]
    safe = [b for b in backends if not type(b).__module__.startswith(_UNSAFE) and b.priority > 0]
    return safe[0] if safe else None
