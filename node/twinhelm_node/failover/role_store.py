"""`role.json`: what a server must not forget about roles. Durable before anybody hears of it."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from twinhelm_node.domain.errors import DataError
from twinhelm_node.domain.roles import Role
from twinhelm_node.system.files import write_atomically


@dataclass(frozen=True, slots=True)
class DurableRole:
    """See failover.values.State. `role` is the last one, for people; `outage_s` how long the last takeover by this server took."""

    generation: int = 0
    active_generation: int = 0
    known_generation: int = 0
    role: Role = Role.PASSIVE
    active_since_ns: int = 0
    outage_s: float | None = None
    peer_met: bool = False  # the other server was heard once, so the pair has two


class RoleStore:
    """Reads and writes one file. `save` returns when the content is durable; raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> DurableRole:
        """Return what was saved last. A damaged file is refused: guessing a generation could split the pair."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return DurableRole()
        try:
            return msgspec.json.decode(content, type=DurableRole)
        except msgspec.MsgspecError as error:
            sentence = (
                f"{self._path} cannot be read ({error}); stop both servers and copy the higher generation from the other server's role.json"
            )
            raise DataError(sentence, "BAD_ROLE_FILE") from error

    def save(self, role: DurableRole) -> None:
        """Replace the content."""
        write_atomically(self._path, msgspec.json.encode(role) + b"\n")
