"""Keyrings: one that works (and may wait for a person), one that fails, one that is locked and talks too much."""

import threading

from keyring.errors import KeyringError, KeyringLocked


class FakeKeyring:
    """Secrets in a dict; `slow` makes every question wait until `open` is called, as an unlock dialog does."""

    def __init__(self, secrets: dict[tuple[str, str], str] | None = None, *, slow: bool = False) -> None:
        self.secrets = dict(secrets or {})
        self._opened = threading.Event()
        if not slow:
            self._opened.set()

    def open(self) -> None:
        self._opened.set()

    def get_password(self, service: str, username: str) -> str | None:
        self._opened.wait(30)
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._opened.wait(30)
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


class BrokenKeyring:
    """The bus is not there."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("no bus")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"no bus for {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError("no bus")


class LockedKeyring:
    """The person closed the unlock dialog; the message tells more than it should."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"dismissed while storing {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringError("dismissed")
