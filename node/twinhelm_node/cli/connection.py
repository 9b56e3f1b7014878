"""Where a command finds its server: the Unix socket that the configuration names, or a remote address with user and pin."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from twinhelm_node.config.load import DEFAULT_CONFIGURATION, load_server_configuration
from twinhelm_node.domain.errors import InvalidInput

if TYPE_CHECKING:
    from twinhelm_node.api.admin_client import AdminClient

SOCKET_NAME = "control.sock"


@dataclass(frozen=True, slots=True)
class Connection:
    """The global options of a command."""

    config: Path = DEFAULT_CONFIGURATION
    server: str = ""
    user: str = ""
    fingerprint: str = ""
    token_file: Path | None = None

    def open(self) -> "AdminClient":
        """Connect and, if remote, sign in."""
        from twinhelm_node.api.admin_client import AdminClient

        if not self.server:
            if self.user or self.fingerprint or self.token_file:
                raise InvalidInput(
                    "--user, --token-file and --fingerprint need --server HOST:PORT; add it, or leave them out to speak to this server"
                )
            return AdminClient.local(Path(load_server_configuration(self.config).runtime_directory) / SOCKET_NAME)
        token = self._token()
        if not (self.user or token) or not self.fingerprint:
            raise InvalidInput(
                "--server needs --user NAME and --fingerprint SHA256 ('twinhelm pair fingerprint' on the server shows it); "
                "instead of --user, --token-file FILE or TWINHELM_TOKEN"
            )
        if token:
            return AdminClient.remote(self.server, fingerprint=self.fingerprint, user=self.user, token=token)
        return AdminClient.remote(
            self.server, fingerprint=self.fingerprint, user=self.user, password=ask_password(f"Password of {self.user}")
        )

    def _token(self) -> str:
        """The access token: the first line of the file, or TWINHELM_TOKEN; the file wins, being named on purpose."""
        return read_token_file(self.token_file) if self.token_file is not None else os.environ.get("TWINHELM_TOKEN", "").strip()


def read_token_file(path: Path) -> str:
    """Return the token in a file that only its owner may read."""
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode
            token = file.readline().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read ({error}); write the token into it that 'twinhelm user token' showed") from error
    if mode & 0o077:
        raise InvalidInput(f"{path} may be read by others; keep it to yourself: chmod 600 {path}")
    if not token:
        raise InvalidInput(f"{path} is empty; write the token into it that 'twinhelm user token' showed")
    return token


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
