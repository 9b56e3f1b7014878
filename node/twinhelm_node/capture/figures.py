"""What a capture says about itself: position, counters, errors."""

from dataclasses import dataclass, field

from twinhelm_node.domain.errors import InvalidInput, NotReady, TwinhelmError

# Opcodes of the FUSE protocol (include/uapi/linux/fuse.h) under the names that counters show.
OPERATIONS = {
    1: "lookup",
    2: "forget",
    3: "getattr",
    4: "setattr",
    5: "readlink",
    6: "symlink",
    8: "mknod",
    9: "mkdir",
    10: "unlink",
    11: "rmdir",
    12: "rename",
    13: "link",
    14: "open",
    15: "read",
    16: "write",
    17: "statfs",
    18: "release",
    20: "fsync",
    21: "setxattr",
    22: "getxattr",
    23: "listxattr",
    24: "removexattr",
    25: "flush",
    26: "init",
    27: "opendir",
    28: "readdir",
    29: "releasedir",
    30: "fsyncdir",
    34: "access",
    35: "create",
    36: "interrupt",
    42: "forget",
    43: "fallocate",
    44: "readdir",
    45: "rename",
    46: "lseek",
    47: "copy_file_range",
}


class FilesOpen(NotReady):
    """The folder cannot be unmounted while files in it are open."""

    reason = "FILES_OPEN"


class CannotMount(TwinhelmError):
    """The folder cannot be mounted over (gRPC INTERNAL)."""

    reason = "CANNOT_MOUNT"


class JournalFull(TwinhelmError):
    """The unsafe queue cannot be opened for writing."""

    reason = "JOURNAL_NOT_WRITABLE"


class BadFolder(InvalidInput):
    """The folder or the queue's directory cannot be used as it is."""

    reason = "BAD_FOLDER"


@dataclass(frozen=True, slots=True)
class Position:
    """End of the unsafe queue: everything before `end_offset_bytes` of the segment that starts at `segment_first_sequence`, and all
    earlier segments to their ends, is whole records, the last of them `last_sequence`.
    """

    segment_first_sequence: int
    end_offset_bytes: int
    last_sequence: int


@dataclass(frozen=True, slots=True)
class OperationCounter:
    """How often one kind of request was served; `latency_buckets[n]` counts those that took 2^n to 2^(n+1) nanoseconds."""

    count: int
    latency_buckets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delays:
    """What writers paid for a queue more than half full. `buckets[n]` counts delays of 2^n to 2^(n+1) ms (the first: below 2)."""

    writes: int
    held_now: int
    total_s: float
    longest_s: float
    buckets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangedCounts:
    """The changed paths that are kept while nothing is recorded. `incomplete`: a lost change has not been brought by a check yet."""

    paths: int
    size_bytes: int
    everything: bool
    error: str
    incomplete: bool


@dataclass(frozen=True, slots=True)
class Counters:
    """Totals since the capture was made, and what is waiting now."""

    records: int
    captured_bytes: int
    lost_records: int
    lost_since_sequence: int
    unacknowledged_bytes: int
    durable_waiters: int
    nodes: int
    names: int
    threads: int
    operations: dict[str, OperationCounter] = field(default_factory=dict)
