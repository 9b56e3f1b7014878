"""Adds the servicers of the peer API to a server; here so that the composition root needs no generated code."""

import grpc.aio

from twinhelm.peer.v1 import (
    configuration_service_pb2_grpc,
    handover_service_pb2_grpc,
    heartbeat_service_pb2_grpc,
    join_service_pb2_grpc,
    kept_service_pb2_grpc,
    queue_service_pb2_grpc,
)
from twinhelm_node.api.handover_service import HandoverServicer
from twinhelm_node.api.peer_configuration import ConfigurationServicer
from twinhelm_node.api.peer_join import JoinServicer
from twinhelm_node.api.peer_kept import KeptServicer
from twinhelm_node.api.peer_queue import QueueHeadServicer
from twinhelm_node.api.server import Register


def register_peer(
    heartbeat: heartbeat_service_pb2_grpc.HeartbeatServiceServicer,
    handover: HandoverServicer,
    configuration: ConfigurationServicer,
    queue: QueueHeadServicer,
    kept: KeptServicer,
) -> Register:
    """Return what adds heartbeat, handover, configuration and the look into a queue to a peer server."""

    def register(server: grpc.aio.Server) -> None:
        heartbeat_service_pb2_grpc.add_HeartbeatServiceServicer_to_server(heartbeat, server)
        handover_service_pb2_grpc.add_HandoverServiceServicer_to_server(handover, server)
        configuration_service_pb2_grpc.add_ConfigurationServiceServicer_to_server(configuration, server)
        queue_service_pb2_grpc.add_QueueHeadServiceServicer_to_server(queue, server)
        kept_service_pb2_grpc.add_KeptServiceServicer_to_server(kept, server)

    return register


def register_join(join: JoinServicer) -> Register:
    """Return what adds joining to a join server."""

    def register(server: grpc.aio.Server) -> None:
        join_service_pb2_grpc.add_JoinServiceServicer_to_server(join, server)

    return register
