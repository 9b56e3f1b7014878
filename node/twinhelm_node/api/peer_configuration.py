"""ConfigurationService: the active pushes the pair document to the passive."""

from typing import Any

from twinhelm.peer.v1 import configuration_service_pb2 as pb
from twinhelm.peer.v1.configuration_service_pb2_grpc import ConfigurationServiceServicer
from twinhelm_node.api.peer_ports import DocumentReceiver, FolderTeller
from twinhelm_node.config.pair_store import decode_document
from twinhelm_node.domain.errors import InvalidInput


class ConfigurationServicer(ConfigurationServiceServicer):
    """Answers on the peer port, so the caller is a server of this pair."""

    def __init__(self, receiver: DocumentReceiver, teller: FolderTeller) -> None:
        self._receiver = receiver
        self._teller = teller

    async def PushPairDocument(self, request: pb.PushPairDocumentRequest, context: Any) -> pb.PushPairDocumentResponse:
        """Hand a readable document on."""
        document = decode_document(request.pair_document, "the pair document from the other server")
        if document.version != request.version:
            raise InvalidInput(
                f"the pair document says version {document.version}, its envelope {request.version}; it is not used", "OLD_VERSION"
            )
        return pb.PushPairDocumentResponse(version=await self._receiver.receive_document(request.generation, document))

    async def LookAtFolder(self, request: pb.LookAtFolderRequest, context: Any) -> pb.LookAtFolderResponse:
        """Is it there, and how much room is left."""
        if not request.path.startswith("/"):
            raise InvalidInput(f"{request.path!r} is not an absolute path; write it from / on", "PATH_MISSING")
        look = await self._teller.look_at_folder(request.path)
        return pb.LookAtFolderResponse(exists=look.exists, free_bytes=look.free_bytes, total_bytes=look.total_bytes)

    async def ListDivergences(self, request: pb.ListDivergencesRequest, context: Any) -> pb.ListDivergencesResponse:
        """What is kept aside here."""
        return pb.ListDivergencesResponse(
            divergences=[
                pb.Divergence(
                    set_name=one.set_name,
                    generation=one.generation,
                    entries=one.entries,
                    paths=one.paths,
                    paths_total=one.paths_total,
                    folder=one.folder,
                )
                for one in await self._teller.divergences()
            ]
        )
