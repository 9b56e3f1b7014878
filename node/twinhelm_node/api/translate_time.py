"""Wall clock between nanoseconds since 1970 and protobuf."""

from google.protobuf.timestamp_pb2 import Timestamp

SECOND_NS = 1_000_000_000


def timestamp(at_ns: int) -> Timestamp:
    """Return the protobuf form."""
    return Timestamp(seconds=at_ns // SECOND_NS, nanos=at_ns % SECOND_NS)


def nanoseconds(at: Timestamp) -> int:
    """Return nanoseconds since 1970."""
    return int(at.seconds) * SECOND_NS + int(at.nanos)
