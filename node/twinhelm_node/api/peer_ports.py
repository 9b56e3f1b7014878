"""What the peer API may ask of the control process."""

from typing import Protocol

from twinhelm_node.domain.divergence import Divergence
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.system.folder_size import FolderLook


class DocumentReceiver(Protocol):
    """Takes the pair document that the active pushes."""

    async def receive_document(self, generation: int, document: PairDocument) -> int:
        """Keep the document if it is newer and return the version now in force; raises NotReady (OLD_VERSION, OLD_GENERATION)."""
        ...


class FolderTeller(Protocol):
    """Answers the other server's questions about this server's disk."""

    async def look_at_folder(self, path: str) -> FolderLook:
        """Return whether a folder is there, and its disk."""
        ...

    async def divergences(self) -> tuple[Divergence, ...]:
        """Return what this server keeps aside."""
        ...
