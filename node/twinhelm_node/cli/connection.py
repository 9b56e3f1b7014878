"""Where a command finds its server: the Unix socket that the configuration names, or a remote address with user and pin."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from twinhelm_node.config.load import load_server_configuration
from twinhelm_node.domain.errors import InvalidInput

if TYPE_CHECKING:
    from twinhelm_node.api.admin_client import AdminClient

DEFAULT_CONFIGURATION = Path("/etc/twinhelm/twinhelm.toml")
SOCKET_NAME = "control.sock"


@dataclass(frozen=True, slots=True)
class Connection:
    """The global options of a command."""

    config: Path = DEFAULT_CONFIGURATION
    server: str = ""
    user: str = ""
    fingerprint: str = ""

    def open(self) -> "AdminClient":
        """Connect and, if remote, sign in."""
        from twinhelm_node.api.admin_client import AdminClient

        if not self.server:
            if self.user or self.fingerprint:
                raise InvalidInput("--user and --fingerprint need --server HOST:PORT; add it, or leave them out to speak to this server")
            return AdminClient.local(Path(load_server_configuration(self.config).runtime_directory) / SOCKET_NAME)
        if not self.user or not self.fingerprint:
            raise InvalidInput("--server needs --user NAME and --fingerprint SHA256 ('twinhelm pair fingerprint' on the server shows it)")
        return AdminClient.remote(
            self.server, fingerprint=self.fingerprint, user=self.user, password=ask_password(f"Password of {self.user}")
        )


def connection(context: typer.Context) -> Connection:
    """Return the global options of the command that runs."""
    found = context.obj
    assert isinstance(found, Connection)
    return found


def ask_password(prompt: str, *, from_stdin: bool = False, confirm: bool = False) -> str:
    """Return a password: one line of standard input, TWINHELM_PASSWORD, or asked for without showing it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    given = os.environ.get("TWINHELM_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InvalidInput("there is nobody to ask for the password; set TWINHELM_PASSWORD or use --password-stdin where there is one")
    return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))
