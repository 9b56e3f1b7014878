"""Answers the other server's questions about this server's disk."""

from dataclasses import dataclass

from twinhelm_node.control.kept_aside import KeptAside
from twinhelm_node.control.set_checks import SetChecker
from twinhelm_node.domain.divergence import Divergence
from twinhelm_node.system.folder_size import FolderLook


@dataclass(frozen=True, slots=True)
class ThisServersFolders:
    """Implements api.peer_ports.FolderTeller."""

    checker: SetChecker
    kept_aside: KeptAside

    async def look_at_folder(self, path: str) -> FolderLook:
        """Return whether a folder is there, and its disk."""
        return await self.checker.look_here(path)

    async def divergences(self) -> tuple[Divergence, ...]:
        """Return what this server keeps aside."""
        return await self.kept_aside.look_here()
