"""What the peer API may ask of the control process."""

from typing import Protocol

from twinhelm_node.domain.pair import PairDocument


class DocumentReceiver(Protocol):
    """Takes the pair document that the active pushes."""

    async def receive_document(self, generation: int, document: PairDocument) -> int:
        """Keep the document if it is newer and return the version now in force; raises NotReady (OLD_VERSION, OLD_GENERATION)."""
        ...
