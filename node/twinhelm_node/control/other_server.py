"""The other server's peer API, for everything but heartbeats: each call goes over the link that answered last, then over the others."""

from collections.abc import Callable

from twinhelm_node.api.configuration_client import ConfigurationClient
from twinhelm_node.api.handover_client import HandoverClient
from twinhelm_node.api.kept_client import KeptClient
from twinhelm_node.api.peer_folder_client import PeerFolderClient
from twinhelm_node.api.queue_client import QueueHeadClient
from twinhelm_node.api.transport import channel_options, mutual_channel_credentials
from twinhelm_node.security.store import ServerCredentials


class OtherServer:
    """`targets` gives "address:port" of each link, the best one first, at the moment of a call."""

    def __init__(self, name: str, targets: Callable[[], list[str]], credentials: ServerCredentials) -> None:
        secured, options = mutual_channel_credentials(credentials), channel_options(credentials.target_name)
        self.handover = HandoverClient(name, targets, credentials=secured, options=options)
        self.configuration = ConfigurationClient(name, targets, credentials=secured, options=options)
        self.queue_heads = QueueHeadClient(name, targets, credentials=secured, options=options)
        self.folders = PeerFolderClient(name, targets, credentials=secured, options=options)
        self.kept = KeptClient(name, targets, credentials=secured, options=options)

    async def close(self) -> None:
        """Close the connections that are kept open."""
        await self.queue_heads.close()
