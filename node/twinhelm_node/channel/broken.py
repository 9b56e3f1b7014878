"""What the end of a stream means: the passive's own words, or a connection that broke off. gRPC's words are for nobody."""

import grpc

from twinhelm_node.api.errors import BROKEN, from_rpc_error, told_by_server
from twinhelm_node.domain.errors import TwinhelmError, Unreachable


def why_it_ended(failure: grpc.RpcError, peer_name: str, link: str) -> TwinhelmError:
    """Return the error to show in the detail of a set."""
    told = told_by_server(failure)
    if told is None and failure.code() in BROKEN:
        return Unreachable(f"The connection to {peer_name} over link {link} was interrupted; it is made again by itself.", "INTERRUPTED")
    return told or from_rpc_error(failure, peer_name)
