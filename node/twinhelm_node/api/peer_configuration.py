"""ConfigurationService: the active pushes the pair document to the passive."""

from typing import Any

from twinhelm.peer.v1 import configuration_service_pb2 as pb
from twinhelm.peer.v1.configuration_service_pb2_grpc import ConfigurationServiceServicer
from twinhelm_node.api.peer_ports import DocumentReceiver
from twinhelm_node.config.pair_store import decode_document
from twinhelm_node.domain.errors import InvalidInput


class ConfigurationServicer(ConfigurationServiceServicer):
    """Answers on the peer port, so the caller is a server of this pair."""

    def __init__(self, receiver: DocumentReceiver) -> None:
        self._receiver = receiver

    async def PushPairDocument(self, request: pb.PushPairDocumentRequest, context: Any) -> pb.PushPairDocumentResponse:
        """Hand a readable document on."""
        document = decode_document(request.pair_document, "the pair document from the other server")
        if document.version != request.version:
            raise InvalidInput(
                f"the pair document says version {document.version}, its envelope {request.version}; it is not used", "OLD_VERSION"
            )
        return pb.PushPairDocumentResponse(version=await self._receiver.receive_document(request.generation, document))
