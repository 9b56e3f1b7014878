"""Between the messages of peer.v1.ChannelService and the values of this package."""

from typing import cast

from twinhelm.peer.v1 import channel_service_pb2 as pb
from twinhelm_node.channel.values import Codec, Hello, Need, NeedScope, Report, Welcome
from twinhelm_node.domain.errors import DataError

_CODECS = frozenset(codec.value for codec in Codec)
_SCOPES = frozenset(scope.value for scope in NeedScope)


def hello_to_message(hello: Hello) -> pb.ReplicateRequest:
    """Value to message."""
    return pb.ReplicateRequest(
        hello=pb.Hello(
            pair_id=hello.pair_id, set_name=hello.set_name, generation=hello.generation, origin_generation=hello.origin_generation,
            origin_sequence=hello.origin_sequence, first_available_sequence=hello.first_available_sequence,
            captured_sequence=hello.captured_sequence, check_number=hello.check_number,
            long_window_log=hello.long_window_log,
        )
    )  # fmt: skip


def hello_from_message(message: pb.Hello) -> Hello:
    """Message to value."""
    return Hello(
        message.pair_id, message.set_name, message.generation, message.origin_generation, message.origin_sequence,
        message.first_available_sequence, message.captured_sequence, message.check_number, message.long_window_log,
    )  # fmt: skip


def welcome_to_message(welcome: Welcome) -> pb.ReplicateResponse:
    """Value to message."""
    return pb.ReplicateResponse(
        welcome=pb.Welcome(
            next_sequence=welcome.next_sequence, copy_needed=welcome.copy_needed, reason=welcome.reason, compare=welcome.compare,
            long_window_log=welcome.long_window_log,
        )
    )  # fmt: skip


def report_to_message(report: Report) -> pb.ReplicateResponse:
    """Value to message."""
    return pb.ReplicateResponse(
        acknowledgement=pb.Acknowledgement(
            durable_sequence=report.durable_sequence, applied_sequence=report.applied_sequence, safe_entries=report.safe_entries,
            safe_bytes=report.safe_bytes, safe_oldest_age_s=report.safe_oldest_age_s, state=report.state, detail=report.detail,
            applied_bytes_per_s=report.applied_bytes_per_s, orphans=report.orphans,
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


def batch_to_message(first: int, last: int, raw_bytes: int, codec: Codec, data: bytes) -> pb.ReplicateRequest:
    """A packed batch as a message."""
    return pb.ReplicateRequest(
        batch=pb.Batch(
            first_sequence=first, last_sequence=last, entries=last - first + 1, codec=cast("pb.Codec.ValueType", codec.value),
            raw_bytes=raw_bytes, data=data,
        )
    )  # fmt: skip


def codec_of(batch: pb.Batch) -> Codec:
    """How a batch is to be read; raises DataError (CORRUPT_BATCH) for a codec of a newer version."""
    if batch.codec not in _CODECS:
        raise DataError(f"A batch came with codec {batch.codec}, which this server does not know; update both servers.", "CORRUPT_BATCH")
    return Codec(batch.codec)


def response_to_value(message: pb.ReplicateResponse) -> Welcome | Report | Need | None:
    """Message to value; None for a message of a newer version."""
    which = message.WhichOneof("message")
    if which == "welcome":
        met = message.welcome
        return Welcome(met.next_sequence, met.copy_needed, met.reason, met.compare, met.long_window_log)
    if which == "acknowledgement":
        told = message.acknowledgement
        return Report(
            told.durable_sequence, told.applied_sequence, told.safe_entries, told.safe_bytes, told.safe_oldest_age_s, told.state,
            told.detail, told.applied_bytes_per_s, told.orphans,
        )  # fmt: skip
    if which == "need":
        need = message.need
        scope = NeedScope(need.scope) if need.scope in _SCOPES else NeedScope.TREE
        return Need(need.path, need.sequence, scope, need.offset, need.length, need.compare)
    return None
