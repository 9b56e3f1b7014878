"""What the console may ask of a pair's data, and of the settings of its sets; reached as `Gateway.data`."""

from typing import Protocol

from twinhelm_client.domain.data import CheckAction, Extracted, FileState, Listed, Orphan, SetCheck
from twinhelm_client.domain.protection import ProtectedSet
from twinhelm_client.domain.set_settings import SetChange


class DataGateway(Protocol):
    """Raises the same errors as Gateway. Lists carry FileEntry, Finding or Orphan."""

    async def sets(self) -> tuple[ProtectedSet, ...]:
        """Return the protected sets with their settings."""
        ...

    async def change_set(self, set_name: str, change: SetChange, *, request_id: str) -> ProtectedSet:
        """Change settings of a set at once, without unmounting (admin); returns it as it is then."""
        ...

    async def checks(self) -> tuple[SetCheck, ...]:
        """Return the checks of every set."""
        ...

    async def start_check(self, set_name: str, path: bytes, rate_bytes_per_s: int, *, request_id: str) -> None:
        """Compare a set, or one file or folder in it (operator)."""
        ...

    async def steer_check(self, set_name: str, action: CheckAction, *, request_id: str) -> None:
        """Pause, resume or cancel the check at work (operator)."""
        ...

    async def set_check_rate(self, set_name: str, rate_bytes_per_s: int) -> None:
        """Change what checks of a set may read; 0: no limit (operator)."""
        ...

    async def files(self, set_name: str, folder: bytes, states: tuple[FileState, ...]) -> Listed:
        """Return the first names in a folder; NotFound where there is none."""
        ...

    async def findings(self, set_name: str) -> Listed:
        """Return what checks found, newest first."""
        ...

    async def orphans(self, set_name: str) -> Listed:
        """Return what is set aside on both servers, newest first."""
        ...

    async def restore_orphan(self, orphan: Orphan, to_folder: str, *, request_id: str) -> str:
        """Put something out of a quarantine (admin); empty folder: where it was, on the active. Returns where it is now."""
        ...

    async def delete_orphan(self, orphan: Orphan, *, request_id: str) -> None:
        """Delete something from a quarantine (admin)."""
        ...

    async def extract(self, server: str, set_name: str, generation: int, target: str, *, request_id: str) -> Extracted:
        """Take an archive apart into a folder of the server that keeps it (admin)."""
        ...
