"""The capture of one protected set, as the rest of the node sees it: mount, queue position, acknowledgements, and the walker's
primitives.
"""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from twinhelm_node.capture._capture import CopyTarget, NativeCapture
from twinhelm_node.capture.figures import (
    OPERATIONS,
    BadFolder,
    CannotMount,
    ChangedCounts,
    Counters,
    Delays,
    FilesOpen,
    JournalFull,
    OperationCounter,
    Position,
)
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.journal.changed_paths import ChangedPaths, decode_entries, encode_entries, fold

MEBIBYTE = 1024 * 1024
DEFAULT_SEGMENT_BYTES = 64 * MEBIBYTE
SMALLEST_SEGMENT_BYTES = 4096
DEFAULT_THREADS = 64

KIND_CHECK_BEGIN = 34

__all__ = ["Capture", "CopyTarget"]


class Capture:
    """A FUSE file system over `folder` that puts every change into the unsafe queue before it is answered.

    Made, it opens a new segment in `journal_directory` (which must exist, outside of `folder`) and accepts `append_control`; from
    `mount` to `unmount` it serves the folder on threads of its own, without the GIL. `folder` must exist. `set_id` has 16 bytes;
    `first_sequence` is one more than the last record the set ever had; `backlog_bytes` is what older segments still hold
    unacknowledged (it counts against `quota_bytes`).

    Promises: a record stands in the queue before the application is answered; records of one object have the order of their effects; a
    change that failed locally leaves no record; a record that cannot be written never fails the application's call, but makes
    `failure` true (Local first).
    """

    def __init__(
        self,
        *,
        folder: str,
        set_name: str,
        set_id: bytes,
        journal_directory: str,
        generation: int,
        first_sequence: int,
        quota_bytes: int,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        durable: bool = False,
        stall: bool = True,
        segment_bytes: int = DEFAULT_SEGMENT_BYTES,
        backlog_bytes: int = 0,
        max_threads: int = DEFAULT_THREADS,
        max_nodes: int = 0,
    ) -> None:
        self._folder = os.path.realpath(folder)
        self._set_name = set_name
        journal = os.path.realpath(journal_directory)
        if len(set_id) != 16 or first_sequence < 1 or segment_bytes < SMALLEST_SEGMENT_BYTES or max_threads < 2:
            raise InvalidInput(
                "A set id of 16 bytes, a first sequence of at least 1, segments of at least 4 KiB and two threads are needed."
            )
        if not Path(self._folder).is_dir():
            raise BadFolder(f"The folder {folder} of set {set_name} does not exist: create it or correct the path of the set.")
        if Path(journal).is_relative_to(self._folder):
            raise BadFolder(
                f"The state directory lies inside the protected folder {folder}: move one of them, a queue cannot record itself."
            )
        if "\0" in folder + journal_directory or any("\0" in text or not text for text in (*include, *exclude)):
            raise InvalidInput("Paths and patterns are not empty and hold no zero byte: correct the set.")
        try:
            self._native = NativeCapture(
                os.fsencode(self._folder),
                os.fsencode(journal),
                set_id,
                generation,
                first_sequence,
                [os.fsencode(text) for text in include],
                [os.fsencode(text) for text in exclude],
                durable,
                stall,
                segment_bytes,
                quota_bytes,
                backlog_bytes,
                max_threads,
                max_nodes,
            )
        except FileExistsError as error:
            raise JournalFull(
                f"The unsafe queue of set {set_name} already has a segment with records from sequence {first_sequence} on: "
                "it was not read to its end before the capture started; restart the node."
            ) from error
        except OSError as error:
            raise JournalFull(
                f"The unsafe queue of set {set_name} cannot be written ({error.strerror}): make room or rights in {journal_directory}."
            ) from error

    # ---- the mount ----

    def mount(self) -> None:
        """Mount over the folder and serve it. What was in the folder stays beneath; files open before keep going past the capture."""
        if not Path("/proc/self/fd").exists():
            raise CannotMount(f"The folder {self._folder} of set {self._set_name} cannot be served without /proc: mount it first.")
        try:
            self._native.mount(b"twinhelm", b"twinhelm")
        except OSError as error:
            advice = (
                "load the kernel module fuse and let this user open it"
                if error.filename == "/dev/fuse"
                else "run the node as root, or unmount what is there"
            )
            raise CannotMount(
                f"The folder {self._folder} of set {self._set_name} cannot be mounted over ({error.strerror}): {advice}."
            ) from error

    def unmount(self, *, lazy: bool = False) -> None:
        """Give the folder back. Does nothing when it is not mounted.

        Raises FilesOpen while files are open, unless `lazy`: then applications that still use the folder get errors from now on.
        Afterwards no more records come: `position` is final.
        """
        try:
            self._native.unmount(lazy)
        except OSError as error:
            if error.errno == errno.EBUSY:
                raise FilesOpen(
                    f"Files in {self._folder} are still open: "
                    f"stop the applications that use set {self._set_name} (fuser -m shows them) and try again."
                ) from error
            raise CannotMount(f"The folder {self._folder} cannot be unmounted ({error.strerror}): see dmesg on this server.") from error

    # ---- the unsafe queue ----

    @property
    def wake_fd(self) -> int:
        """An eventfd that becomes readable once after `arm` when something was appended, a path waits to be copied, or recording
        failed. Read it empty.
        """
        return self._native.wake_fd

    def position(self) -> Position:
        """Return the end of what is appended."""
        return Position(*self._native.position())

    def arm(self) -> bool:
        """Ask to be woken. False (and no wake-up) if there is more than the last `position` told, or a path waits in
        `take_copy_requests`.
        """
        return self._native.arm()

    def waiting(self) -> tuple[int, int]:
        """Return (bytes that the passive has not acknowledged, fsyncs that wait for it)."""
        counts = self._native.queue()
        return counts[2], counts[3]

    def captured_bytes(self) -> int:
        """Return how many bytes of records this capture has appended."""
        return self._native.queue()[1]

    def drained_bytes(self) -> int:
        """Return how many bytes have left the queue so far (counted from an arbitrary point)."""
        counts = self._native.queue()
        return counts[1] - counts[2]

    def set_acknowledged(self, sequence: int) -> None:
        """Note that the passive holds everything up to `sequence` durably: answers durable fsyncs and frees quota."""
        self._native.set_acknowledged(sequence)

    def set_mode(self, *, durable: bool, stall: bool) -> None:
        """Choose when fsync returns: `durable` waits for the passive; `stall` waits for it even while it is away."""
        self._native.set_mode(durable, stall)

    def set_limits(self, quota_bytes: int, *, throttle: bool) -> None:
        """Say what the queue may hold and what happens then.

        `throttle` delays writers from the half on and holds them at the limit (each may be one request beyond it); otherwise the
        application goes on and its changed paths are remembered.
        """
        self._native.set_limits(quota_bytes, throttle)

    def delays(self) -> Delays:
        """Return what writers have paid so far."""
        writes, held, total_ns, longest_ns, buckets = self._native.delays()
        last = max((number for number, count in enumerate(buckets) if count), default=-1)
        return Delays(writes, held, total_ns / 1e9, longest_ns / 1e9, tuple(buckets[: last + 1]))

    def set_peer_present(self, present: bool) -> None:
        """Note whether the passive is connected; it is taken as present at first. Without `stall` an absent one is not waited for."""
        self._native.set_peer_present(present)

    def append_control(self, kind: int, a: int = 0, b: int = 0, path: bytes = b"", payload: bytes = b"") -> int:
        """Append GENERATION, CHECK_BEGIN, CHECK_END or MARK; returns its sequence, 0 if recording has failed. CHECK_BEGIN starts a new
        copy.
        """
        if kind == KIND_CHECK_BEGIN:
            self._native.forget_copied()
        return self._native.append_control(kind, a, b, path, payload)

    def failure(self) -> str:
        """Return "" or the sentence that says since when changes are not recorded and why. The set is out of sync then."""
        kind, number, since, lost = self._native.failure()
        if kind == 0:
            return ""
        missing = f"changes of set {self._set_name} from sequence {since} on are not recorded ({lost} so far)"
        if kind == 2:
            return f"The unsafe queue is full, {missing}: when the passive is back, or the quota is raised, a copy brings it up to date."
        if kind == 3:
            return f"A path in {self._folder} is longer than 4096 bytes, {missing}: exclude or shorten it, then copy the set again."
        if kind == 4:
            return f"Something other than the node unmounted {self._folder}, {missing}: restart the node, then copy the set again."
        return f"The unsafe queue cannot be written ({os.strerror(number)}), {missing}: make room on its disk, then copy the set again."

    # ---- what changed while nothing was recorded ----

    def keep_changed(self, descriptor: int, held: ChangedPaths) -> None:
        """Write changed paths into this file too (made by `create_changed`; it is duplicated), which holds `held` already."""
        self._native.keep_changed(descriptor, encode_entries({b"": True} if held.everything else held.paths))

    def changed_counts(self) -> ChangedCounts:
        """Return how much is remembered."""
        paths, size, everything, number, incomplete = self._native.changed_counts()
        return ChangedCounts(paths, size, everything, os.strerror(number) if number else "", incomplete)

    def changed(self) -> ChangedPaths:
        """Return the paths."""
        entries, everything = self._native.changed()
        paths = decode_entries(entries)
        return ChangedPaths(paths.paths, everything=everything or paths.everything)

    def fold_changed(self, most: int, most_bytes: int) -> None:
        """Let folders stand for what is below them until no more are left than asked for. Takes a moment; for a thread."""
        entries, everything = self._native.changed()
        if not everything:
            self._native.replace_changed(encode_entries(fold(decode_entries(entries).paths, most, most_bytes)), len(entries))

    def lose(self, lost: ChangedPaths) -> None:
        """Changes that were recorded cannot be read any more: remember these paths too, until `set_complete`."""
        entries, everything = self._native.changed()
        known = decode_entries(entries)
        whole = everything or known.everything or lost.everything
        paths = {path: tree or known.paths.get(path, False) for path, tree in lost.paths.items()}
        self._native.lose(encode_entries({b"": True} if whole else {**known.paths, **paths}), len(entries))

    def begin_segment(self) -> None:
        """Go on in a new segment, so that the one before may be touched. Raises OSError."""
        self._native.begin_segment()

    def set_complete(self) -> bool:
        """A check has brought everything that was lost: forget the paths, let stalled fsyncs go on. False while more is lost."""
        return self._native.set_complete()

    def resume_recording(self, number: int = 0) -> int:
        """Record again after a failure, from the next free sequence number, beginning with CHECK_BEGIN (not of everything). What was lost
        must be brought by a check whose CHECK_END carries the same number (0: the sequence that is returned); the caller sees to that.
        Returns 0 while there is still no room.
        """
        try:
            return self._native.resume_recording(number)
        except OSError as error:
            raise JournalFull(
                f"The unsafe queue of set {self._set_name} still cannot be written ({error.strerror}): make room on its disk."
            ) from error

    def counters(self) -> Counters:
        """Return totals of records and requests."""
        records, captured, unacknowledged, waiters, nodes, names, threads = self._native.queue()
        _, _, since, lost = self._native.failure()
        operations: dict[str, OperationCounter] = {}
        for opcode, (count, buckets) in self._native.operations().items():
            name = OPERATIONS.get(opcode, f"opcode {opcode}")
            before = operations.get(name, OperationCounter(0, (0,) * len(buckets)))
            summed = tuple(old + new for old, new in zip(before.latency_buckets, buckets, strict=True))
            operations[name] = OperationCounter(before.count + count, summed)
        return Counters(
            records=records,
            captured_bytes=captured,
            lost_records=lost,
            lost_since_sequence=since,
            unacknowledged_bytes=unacknowledged,
            durable_waiters=waiters,
            nodes=nodes,
            names=names,
            threads=threads,
            operations=operations,
        )

    # ---- the walker's primitives: each appends records with flag COPY at their place in the order ----

    def take_copy_requests(self) -> list[bytes]:
        """Return the paths that came from excluded to replicated names and must be copied with everything below, oldest first."""
        return self._native.take_copy_requests()

    def is_excluded(self, path: bytes, *, is_directory: bool) -> bool:
        """Say whether a path, relative to the folder, is outside of what is replicated."""
        return self._native.is_excluded(path, is_directory)

    def copy_directory(self, path: bytes) -> list[tuple[bytes, int]] | None:
        """Append ENSURE, attributes and ENTRIES of a directory ("" is the folder itself).

        Returns the names in it that are replicated, with their type (S_IFMT bits), or None if there is no such directory (any more).
        Its times come last, with `copy_directory_finish`.
        """
        return self._native.copy_directory(path)

    def copy_object(self, path: bytes) -> CopyTarget | None:
        """Append ENSURE of an object that is no directory, and its attributes unless it is a regular file.

        For a regular file (`is_regular`) its blocks (`copy_block` from offset 0 on) and `copy_finish` must follow. A further name of a
        hard-linked file that this copy has had already is appended as LINK (`is_linked`): nothing must follow. None if there is no
        such object (any more).
        """
        return self._native.copy_object(path)

    def copy_block(self, target: CopyTarget, offset: int, length: int) -> tuple[int, int]:
        """Append what stands at `offset`: at most `length` (and 1 MiB) bytes of data, or the whole hole that begins there.

        Returns (bytes handled, next offset). 0 bytes: the end was reached. Fewer than 0: the path names something else by now; leave
        it, its new name is or will be visited. The application's writes to this file wait meanwhile, so 256 KiB are a good length.
        """
        return self._native.copy_block(target, offset, length)

    def verify_block(self, target: CopyTarget, offset: int, length: int) -> tuple[int, int]:
        """Append the hash of what stands at `offset` (VERIFY), or the whole hole that begins there. Otherwise as `copy_block`."""
        return self._native.verify_block(target, offset, length)

    def open_file(self, path: bytes) -> CopyTarget | None:
        """Return a regular file for `copy_block` and `copy_finish` without appending anything. None if there is none (any more)."""
        return self._native.open_file(path)

    def copy_finish(self, target: CopyTarget) -> bool:
        """Append TRUNCATE to the size, extended attributes, owner, mode and times as they are now. False if the path names something
        else by now.
        """
        return self._native.copy_finish(target)

    def copy_directory_finish(self, path: bytes) -> bool:
        """Append attributes and times of a directory, after everything below it was copied. False if it is gone."""
        return self._native.copy_directory_finish(path)
