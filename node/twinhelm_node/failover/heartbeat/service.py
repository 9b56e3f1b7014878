"""HeartbeatService: answers the other server's heartbeats, and learns from them."""

from collections.abc import Callable
from typing import Any

from twinhelm.peer.v1 import heartbeat_service_pb2 as pb
from twinhelm.peer.v1.heartbeat_service_pb2_grpc import HeartbeatServiceServicer
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.failover.beat import Beat
from twinhelm_node.failover.heartbeat.translate import from_proto, to_proto

Hear = Callable[[Beat, str, float | None], None]


class HeartbeatServicer(HeartbeatServiceServicer):
    """`hear` gets every heartbeat of our own pair, `foreign` a sentence about any other."""

    def __init__(self, make_beat: Callable[[], Beat], hear: Hear, foreign: Callable[[str], None]) -> None:
        self._make_beat = make_beat
        self._hear = hear
        self._foreign = foreign

    async def Beat(self, request: pb.BeatRequest, context: Any) -> pb.BeatResponse:  # noqa: N802, ARG002  # named by the protocol
        """Take in the caller's heartbeat, answer with ours."""
        theirs, ours = from_proto(request.heartbeat), self._make_beat()
        if theirs.pair_id != ours.pair_id or theirs.identity is ours.identity:
            sentence = (
                f"a heartbeat of {theirs.server_name} ({theirs.identity}, pair {theirs.pair_id}) was refused: this is "
                f"{ours.server_name} ({ours.identity}, pair {ours.pair_id}); correct the heartbeat addresses there"
            )
            self._foreign(sentence)
            raise NotReady(sentence, "OTHER_PAIR")
        self._hear(theirs, request.heartbeat.link, None)
        # Made anew: what was just heard may be a higher generation, and the answer is what the other server builds on.
        return pb.BeatResponse(heartbeat=to_proto(self._make_beat(), request.heartbeat.link))
