"""`<state_directory>/security`: keys and certificates of this server on disk, readable by its owner alone."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from twinhelm_node.domain.errors import AlreadyExists, NotFound
from twinhelm_node.security.certificates import Authority, create_authority, create_request, fingerprint, pair_target, sign_request
from twinhelm_node.system.files import make_private_directory, write_atomically

SESSION_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class ServerCredentials:
    """What a server needs for TLS, as PEM. `certificate_chain` is its own certificate followed by the authority's."""

    certificate_chain: bytes
    private_key: bytes = field(repr=False)
    authority: bytes
    target_name: str

    @property
    def authority_fingerprint(self) -> str:
        """What consoles, the command line and a joining server pin: the same for both servers of the pair."""
        return fingerprint(self.authority)


class SecurityStore:
    """The security directory of one server. Every file is 0600 in a 0700 directory and replaced atomically."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.tokens = directory / "tokens.json"
        self._authority = directory / "authority.pem"
        self._authority_key = directory / "authority.key"
        self._server = directory / "server.pem"
        self._server_key = directory / "server.key"
        self._session_key = directory / "session.key"

    @property
    def initialised(self) -> bool:
        """True once this server holds a certificate of its pair."""
        return self._server.exists()

    @property
    def holds_authority_key(self) -> bool:
        """True on the server that can sign for another (the primary)."""
        return self._authority_key.exists()

    def initialise_primary(self, *, pair_id: str, server_name: str, addresses: Sequence[str], now: datetime) -> ServerCredentials:
        """Make authority, server certificate and session key for a new pair."""
        self._refuse_if_initialised()
        authority = create_authority(pair_id, now)
        key, request = create_request(server_name)
        certificate = sign_request(authority, request, pair_id=pair_id, server_name=server_name, addresses=addresses, now=now)
        make_private_directory(self.directory)
        write_atomically(self._authority_key, authority.key)
        self._write(authority.certificate, secrets.token_bytes(SESSION_KEY_BYTES), key, certificate)
        return self.credentials()

    def install_secondary(self, *, private_key: bytes, certificate: bytes, authority: bytes, session_key: bytes) -> ServerCredentials:
        """Keep what the primary sent when this server joined."""
        self._refuse_if_initialised()
        make_private_directory(self.directory)
        self._write(authority, session_key, private_key, certificate)
        return self.credentials()

    def credentials(self) -> ServerCredentials:
        """Return certificate, key and authority; raises NotFound before `pair init` or `pair join`."""
        certificate, authority = self._read(self._server), self._read(self._authority)
        return ServerCredentials(certificate + authority, self._read(self._server_key), authority, pair_target(certificate))

    def authority(self) -> Authority:
        """Return the signing authority; raises NotFound on the secondary."""
        if not self.holds_authority_key:
            raise NotFound("this server cannot sign for another; run the command on the primary", "NOT_PRIMARY")
        return Authority(self._read(self._authority), self._read(self._authority_key))

    def session_key(self) -> bytes:
        """Return the key that signs session tokens, the same on both servers."""
        return self._read(self._session_key)

    def _write(self, authority: bytes, session_key: bytes, key: bytes, certificate: bytes) -> None:
        # The certificate comes last: `initialised` is true only when everything else is in place.
        write_atomically(self._authority, authority)
        write_atomically(self._session_key, session_key)
        write_atomically(self._server_key, key)
        write_atomically(self._server, certificate)

    def _refuse_if_initialised(self) -> None:
        if self.initialised:
            raise AlreadyExists(
                f"{self.directory} already holds the keys of a pair; remove that directory if this server shall leave its pair",
                "ALREADY_PAIRED",
            )

    @staticmethod
    def _read(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"{path} does not exist; run 'twinhelm pair init' or 'twinhelm pair join' first", "NOT_PAIRED") from None
        except PermissionError:
            raise NotFound(f"{path} can only be read by root; run the command as root", "NOT_PERMITTED") from None


def load_server_credentials(state_directory: Path | str) -> ServerCredentials:
    """Return the credentials below a server's state directory: what the channel and the heartbeat need."""
    return SecurityStore(Path(state_directory) / "security").credentials()
