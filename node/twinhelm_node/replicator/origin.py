"""`origin.json`: which history the tree of one set belongs to, and how far it can be trusted. Durable before it is acted upon."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from twinhelm_node.domain.errors import DataError
from twinhelm_node.domain.status import SetState
from twinhelm_node.system.files import write_atomically


@dataclass(frozen=True, slots=True)
class Origin:
    """The durable memory of one set on one server.

    `capturing`: a capture has been mounted and not been taken down cleanly. `generation` is the generation of the own
    capture, now or the last one; it grew from (`origin_generation`, `origin_sequence`), 0 if no passive may continue there.
    `tree_generation`, `tree_sequence`: where the tree stood when the queues were empty (after a clean end, or at the start of
    a copy). `highest_generation`: the highest one ever accepted. `killed`: the own capture ended uncleanly, but the machine has run on
    since, so the journal and the change times of the files tell what it did. `degraded`: not 0 if the own capture ended cleanly, but the
    tree has changes that it had no room to record: `changed` names them, and this is the number of the check that brings them.
    """

    state: SetState = SetState.UNINITIALIZED
    detail: str = ""
    capturing: bool = False
    generation: int = 0
    origin_generation: int = 0
    origin_sequence: int = 0
    tree_generation: int = 0
    tree_sequence: int = 0
    highest_generation: int = 0
    killed: bool = False
    degraded: int = 0


class OriginFile:
    """Reads and replaces `origin.json`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Origin:
        """Return what is stored; the default for a set never seen."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Origin)
        except FileNotFoundError:
            return Origin()
        except msgspec.DecodeError as error:
            raise DataError(
                f"{self._path} cannot be read ({error}); move it away: the set is then copied again from the active.", "CORRUPT_ORIGIN"
            ) from error

    def store(self, origin: Origin) -> None:
        """Replace the file; durable when this returns."""
        write_atomically(self._path, msgspec.json.encode(origin))
