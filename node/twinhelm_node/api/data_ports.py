"""What the admin API may ask of the data of the pair: checks, files, orphans, archives. What the other server may ask of it here."""

from typing import Protocol

from twinhelm_node.domain.divergence import Extracted
from twinhelm_node.domain.verification import CheckAction, FileEntry, FileList, FileState, Finding, Findings, Orphan, Orphans, Verification


class DataControl(Protocol):
    """Raises TwinhelmError with a reason and a sentence that says what to do next."""

    async def start(self, set_name: str, path: bytes, rate_bytes_per_s: int, *, user: str) -> None:
        """Compare a set, or a path in it."""
        ...

    async def steer(self, set_name: str, action: CheckAction, *, user: str) -> None:
        """Pause, resume or cancel the check at work."""
        ...

    async def set_rate(self, set_name: str, rate_bytes_per_s: int, *, only_this_check: bool, user: str) -> None:
        """Change what checks may read."""
        ...

    async def verifications(self) -> tuple[Verification, ...]:
        """Return how far every set is."""
        ...

    async def list_files(self, set_name: str, folder: bytes, states: frozenset[FileState], after: bytes, count: int) -> FileList:
        """Return what is known of the names in one folder."""
        ...

    async def file(self, set_name: str, path: bytes) -> tuple[FileEntry, tuple[str, ...]]:
        """Return what is known of one file or folder, and which server could not be asked."""
        ...

    async def findings(self, set_name: str) -> Findings:
        """Return what checks found, newest first."""
        ...

    async def orphans(self, set_name: str) -> Orphans:
        """Return what is set aside on both servers."""
        ...

    async def restore_orphan(self, server: str, set_name: str, round_name: str, path: bytes, to_folder: str, *, user: str) -> str:
        """Put something out of a quarantine; returns where it is now."""
        ...

    async def delete_orphan(self, server: str, set_name: str, round_name: str, path: bytes, *, user: str) -> None:
        """Delete something from a quarantine."""
        ...

    async def extract(self, server: str, set_name: str, generation: int, target: str, path: bytes, *, user: str) -> Extracted:
        """Take a divergence archive apart, on the server that keeps it."""
        ...


class KeptHere(Protocol):
    """What this server found and keeps aside."""

    async def findings(self, set_name: str) -> tuple[Finding, ...]:
        """Return what checks found here, newest first."""
        ...

    async def orphans(self, set_name: str) -> tuple[Orphan, ...]:
        """Return what is set aside here."""
        ...

    async def restore(self, set_name: str, round_name: str, path: bytes, to_folder: str) -> str:
        """Put something out of the quarantine; returns where it is now."""
        ...

    async def delete(self, set_name: str, round_name: str, path: bytes) -> None:
        """Delete something from the quarantine."""
        ...

    async def extract(self, set_name: str, generation: int, target: str, path: bytes) -> Extracted:
        """Take an archive apart."""
        ...
