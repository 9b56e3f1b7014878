"""Between the messages of peer.v1.ChannelService and the values of this package."""

from typing import cast

from twinhelm.peer.v1 import channel_service_pb2 as pb
from twinhelm_node.channel.values import Hello, Need, NeedScope, Report, Welcome

_SCOPES = frozenset(scope.value for scope in NeedScope)


def hello_to_message(hello: Hello) -> pb.ReplicateRequest:
    """Value to message."""
    return pb.ReplicateRequest(
        hello=pb.Hello(
            pair_id=hello.pair_id, set_name=hello.set_name, generation=hello.generation, origin_generation=hello.origin_generation,
            origin_sequence=hello.origin_sequence, first_available_sequence=hello.first_available_sequence,
            captured_sequence=hello.captured_sequence,
        )
    )  # fmt: skip


def hello_from_message(message: pb.Hello) -> Hello:
    """Message to value."""
    return Hello(
        message.pair_id, message.set_name, message.generation, message.origin_generation, message.origin_sequence,
        message.first_available_sequence, message.captured_sequence,
    )  # fmt: skip


def welcome_to_message(welcome: Welcome) -> pb.ReplicateResponse:
    """Value to message."""
    return pb.ReplicateResponse(
        welcome=pb.Welcome(
            next_sequence=welcome.next_sequence, copy_needed=welcome.copy_needed, reason=welcome.reason, compare=welcome.compare
        )
    )


def report_to_message(report: Report) -> pb.ReplicateResponse:
    """Value to message."""
    return pb.ReplicateResponse(
        acknowledgement=pb.Acknowledgement(
            durable_sequence=report.durable_sequence, applied_sequence=report.applied_sequence, safe_entries=report.safe_entries,
            safe_bytes=report.safe_bytes, safe_oldest_age_s=report.safe_oldest_age_s, state=report.state, detail=report.detail,
            applied_bytes_per_s=report.applied_bytes_per_s,
        )
    )  # fmt: skip


def need_to_message(need: Need) -> pb.ReplicateResponse:
    """Value to message."""
    return pb.ReplicateResponse(
        need=pb.Need(
            path=need.path, sequence=need.sequence, scope=cast("pb.NeedScope.ValueType", need.scope.value), offset=need.offset,
            length=need.length, compare=need.compare,
        )
    )  # fmt: skip


def response_to_value(message: pb.ReplicateResponse) -> Welcome | Report | Need | None:
    """Message to value; None for a message of a newer version."""
    which = message.WhichOneof("message")
    if which == "welcome":
        return Welcome(message.welcome.next_sequence, message.welcome.copy_needed, message.welcome.reason, message.welcome.compare)
    if which == "acknowledgement":
        told = message.acknowledgement
        return Report(
            told.durable_sequence, told.applied_sequence, told.safe_entries, told.safe_bytes, told.safe_oldest_age_s, told.state,
            told.detail, told.applied_bytes_per_s,
        )  # fmt: skip
    if which == "need":
        need = message.need
        scope = NeedScope(need.scope) if need.scope in _SCOPES else NeedScope.TREE
        return Need(need.path, need.sequence, scope, need.offset, need.length, need.compare)
    return None
