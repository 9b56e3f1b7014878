"""Applies the safe queue to the passive's tree, in order, in a thread of its own.

Invariants: Order and Prefix (one record after the other, none skipped while the set is synchronized), No silent loss (a record
that cannot be applied turns the set's state and asks for a copy of its path).
"""

import errno
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from crc32c import crc32c

from twinhelm_node.apply import calls
from twinhelm_node.apply.check import CheckState, Scope
from twinhelm_node.apply.comparison import MAX_ABSENT, ContentDiffers
from twinhelm_node.apply.effects import Effects, ObjectMissing
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.progress import Progress
from twinhelm_node.apply.quarantine import Quarantine
from twinhelm_node.apply.tree import Tree, open_root
from twinhelm_node.apply.waiting_times import WaitingTimes
from twinhelm_node.domain.errors import DataError
from twinhelm_node.domain.path_text import shown
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.queue_reader import QueueReader, trim
from twinhelm_node.journal.record import HEADER, HEADER_BYTES, PREFIX, Kind, Record, check_run, decode, decode_all
from twinhelm_node.journal.segment import Position

_log = logging.getLogger(__name__)
_READ_BYTES = 1024 * 1024
_FLUSH_RECORDS = 20_000
_SYNC_INTERVAL_S = 5.0
_ROOM_RETRY_S = 0.5


_DAMAGE = frozenset({"CORRUPT_JOURNAL", "SEQUENCE_GAP"})


class _Stopped(Exception):
    """Told to stop in the middle of a record; it is applied again after the next start."""


class Applier:
    """One set's way from the safe queue to the tree.

    `durable` returns the end of what may be applied; `checked` is called with each CHECK_END and says whether that check goes on; `idle`
    is called in the applying thread whenever everything durable has been applied and every modification time is exact. `damaged` is called
    there, at its end, when the safe queue cannot be read: with the reason, and whether modification times are exact as far as it applied.
    """

    def __init__(
        self, *, folder: str, safe_directory: Path, quarantine_directory: Path, progress: Progress, check: CheckState,
        path_filter: PathFilter, durable: Callable[[], Position], idle: Callable[[], None],
        read_bytes: int = _READ_BYTES, checked: Callable[[Record], bool] = lambda _: False, quarantine: Quarantine | None = None,
        damaged: Callable[[DataError, bool], None] | None = None,
    ) -> None:  # fmt: skip
        self._tree = Tree(open_root(folder))
        self._directory = safe_directory
        self._progress = progress
        self._check = check
        self._durable = durable
        self._idle = idle
        self._read_bytes = read_bytes
        self._effects = Effects(self._tree, progress, quarantine or Quarantine(quarantine_directory), path_filter)
        self._effects.comparison.names_unknown = check.in_round
        self._checked = checked
        self._damaged_queue = damaged
        self._reader = QueueReader(safe_directory)
        self._reader.seek(progress.applied_sequence + 1)
        self._wake = threading.Event()
        self._stop = False
        self._thread: threading.Thread | None = None
        self._since_flush = 0
        self._synced_at = 0.0
        self._synced_sequence = progress.applied_sequence
        self._doubtful = progress.applied_sequence + 1
        self.applied_bytes = 0
        self.last_time_ns = 0
        self.failure = ""

    def start(self) -> None:
        """Begin applying."""
        self._thread = threading.Thread(target=self._run, name="apply", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is more to apply."""
        self._wake.set()

    def stop(self, *, sync: bool = False) -> bool:
        """Stop after the record at hand; modification times are exact afterwards.

        Returns whether, as `sync` asks, everything applied is durable in the tree.
        """
        self._stop = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._reader.close()
        self._flush_quietly()
        synced = sync and not self.failure
        if synced:
            try:
                self._sync_tree()
            except DataError as error:
                _log.warning("%s", error)
                synced = False
        self._tree.close()
        if not self.failure:
            self._progress.times(self._progress.applied_sequence)
        return synced

    def sync(self) -> None:
        """Make everything that is in the file system of the tree durable; may be called from another thread."""
        root = self._tree.duplicate_root()
        try:
            calls.syncfs(root)
        finally:
            os.close(root)

    def finish_in_background(self) -> None:
        """Sync the file system of the tree in a thread that outlives this applier."""
        root = self._tree.duplicate_root()

        def sync() -> None:
            try:
                calls.syncfs(root)
            finally:
                os.close(root)

        threading.Thread(target=sync, name="sync", daemon=True).start()

    @property
    def compared_bytes(self) -> tuple[int, int]:
        """How many bytes VERIFY records spoke of, and how many of them differed."""
        return self._effects.comparison.verified_bytes, self._effects.comparison.differing_bytes

    @property
    def caught_up(self) -> bool:
        """Whether everything durable has been applied."""
        return self._progress.applied_sequence >= self._durable().last_sequence

    def _run(self) -> None:
        exact = False
        try:
            self.restore_times()
            exact = True
            while not self._stop:
                self._wake.clear()
                if not self.step():
                    self._idle()
                    self._wake.wait()
        except _Stopped:
            pass
        except (DataError, OSError) as error:
            self.failure = f"Replication stopped applying: {error}"
            if isinstance(error, DataError) and error.reason in _DAMAGE and self._damaged_queue is not None:
                self._damaged_queue(error, exact)
                return
            _log.exception("apply stopped")
            self._check.show(SetState.ERROR, self.failure)
            self._idle()

    def step(self) -> bool:
        """Apply the next run of records. False if there is none; every modification time is exact then."""
        end = self._durable()
        if self._reader.next_sequence > end.last_sequence:
            self._flush()
            return False
        self._apply_run(_read(self._reader, end, self._read_bytes))
        if self._since_flush >= _FLUSH_RECORDS:
            self._flush()
        self._trim()
        return True

    def _apply_run(self, data: bytes) -> None:
        view = memoryview(data)
        words, files, unpack, pwrite = self._progress.words, self._tree.files, HEADER.unpack_from, os.pwrite
        write = int(Kind.WRITE)
        offset, end = 0, len(data)
        generation = self._progress.applied_generation
        self._effects.lenient = self._check.lenient
        while offset < end:
            length, crc, sequence, record_generation, time_ns, kind, _, path_length, payload_length, _, _, a, _, mtime_ns, _ = unpack(
                data, offset
            )
            if crc32c(view[offset + 8 : offset + length]) != crc:
                raise _unreadable(self._directory, self._progress.applied_sequence + 1, "it is not what was written")
            self.last_time_ns = time_ns
            start = offset + HEADER_BYTES + path_length
            opened = files.get(data[offset + HEADER_BYTES : start]) if kind == write else None
            if opened is not None and not opened.eager:
                try:
                    done = pwrite(opened.descriptor, view[start : start + payload_length], a) == payload_length
                    opened.mtime_ns = mtime_ns
                except OSError:
                    done = False
                if not done:
                    self._apply(decode(data, offset))
            else:
                self._apply(decode(data, offset))
            if record_generation != generation:
                generation = record_generation
                self._progress.generation(generation)
            words[1] = sequence
            offset += length
            self._since_flush += 1
            if self._stop:
                break
        self.applied_bytes += offset
        if offset < end:
            self._reader.seek(self._progress.applied_sequence + 1)

    def _apply(self, record: Record) -> None:
        """Apply one record; trouble with it ends in the set's state, not in an exception."""
        effects, check = self._effects, self._check
        effects.in_doubt = record.sequence == self._doubtful
        if record.kind == Kind.CHECK_BEGIN:
            effects.begin_check(record.a)
            check.begin(record)
        elif record.kind == Kind.CHECK_END:
            self._flush_quietly()
            absent = effects.comparison.take_absent()
            for path in absent if len(absent) < MAX_ABSENT else [b""]:
                check.miss(record.sequence, path)
            for path in effects.comparison.take_doubtful():
                check.miss(record.sequence, path, Scope.OBJECT)
            check.end(record, goes_on=self._checked(record))
        elif record.kind == Kind.ENTRIES:
            check.enter(record.path)
        elif record.kind in (Kind.UNLINK, Kind.RENAME):
            gone = record.path if record.kind == Kind.UNLINK else record.payload
            check.removing(record.sequence, gone, self._tree.other_names)
        effects.lenient = check.lenient
        effects.visits_everything = check.visits_everything
        while True:
            try:
                effects.apply(record)
                break
            except ObjectMissing as missing:
                if missing.path is not None:
                    check.miss(record.sequence, missing.path)
                break
            except ContentDiffers as differs:
                check.differ(record.sequence, record.path, differs.offset, differs.length)
                break
            except OSError as error:
                if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                    self._damaged(record, error)
                    break
                self._wait_for_room(error)
        if record.kind == Kind.RENAME:
            check.renamed(record.sequence, record.path, record.payload)
            if record.a & calls.RENAME_EXCHANGE:
                check.renamed(record.sequence, record.payload, record.path)
        elif record.kind == Kind.LINK and not record.is_copy:
            check.renamed(record.sequence, record.payload, record.path)

    def _wait_for_room(self, error: OSError) -> None:
        """The disk of the tree is full: say so and wait until it is worth trying again. Raises _Stopped when told to stop."""
        before = (self._check.state, self._check.detail)
        self._check.show(
            SetState.ERROR, f"The disk of the protected folder is full on this server ({error.strerror}); make room, it goes on by itself."
        )
        deadline = time.monotonic() + _ROOM_RETRY_S
        while not self._stop and time.monotonic() < deadline:
            time.sleep(0.05)
        self._check.show(*before)
        if self._stop:
            raise _Stopped

    def _damaged(self, record: Record, error: OSError) -> None:
        name = Kind(record.kind).name if record.kind in Kind._value2member_map_ else str(record.kind)
        detail = f"{name} of {shown(record.path) or 'the folder'} could not be applied ({error.strerror or error}); it is copied again."
        if record.kind in (Kind.CREATE, Kind.MKDIR, Kind.OWNER, Kind.ENSURE, Kind.SYMLINK, Kind.MKNOD) and error.errno in (
            errno.EINVAL, errno.EPERM, errno.EOVERFLOW,
        ):  # fmt: skip
            place = shown(record.path) or "The folder"
            detail = (
                f"{place} belongs to user {record.b >> 32}, group {record.b & 0xFFFFFFFF} on the active, which "
                f"this server cannot set ({error.strerror}); map these ids here or run the replicator as root."
            )
        _log.warning("%s", detail)
        path = record.payload if record.kind == Kind.RENAME else record.path
        self._check.damage(record.sequence, path, detail)

    def _flush(self) -> None:
        self._tree.flush_times()
        self._progress.times(self._progress.applied_sequence)
        self._since_flush = 0

    def _flush_quietly(self) -> None:
        try:
            self._tree.flush_times()
        except OSError as error:
            _log.warning("modification times: %s", error)

    def restore_times(self) -> None:
        """After a kill: set the modification times that records already applied had left waiting in memory."""
        applied, reader = self._progress.applied_sequence, QueueReader(self._directory)
        reader.seek(self._progress.times_sequence + 1)
        end = self._durable()
        waiting = WaitingTimes()
        while reader.next_sequence <= applied:
            for record in decode_all(_sound(_read(reader, end, _READ_BYTES), self._directory)):
                if record.sequence <= applied:
                    waiting.note(record)
        # a rename in doubt that had been done: the names are already those after it
        reader.seek(applied + 1)
        doubtful = next(decode_all(_sound(_read(reader, end, _READ_BYTES), self._directory)), None)
        if doubtful is not None and doubtful.kind == Kind.RENAME and self._effects.rename_was_done(doubtful):
            waiting.note(doubtful)
        reader.close()
        for path, mtime_ns in waiting.times():
            try:
                self._tree.note_file_time(path, mtime_ns)
            except (FileNotFoundError, NotADirectoryError):
                continue
        self._progress.times(applied)

    def _trim(self) -> None:
        """Drop segments that are applied and synced to the disk of the tree; a segment costs one syncfs."""
        now = time.monotonic()
        if self._reader.in_segment_after(self._synced_sequence) and now - self._synced_at >= _SYNC_INTERVAL_S:
            self._synced_at = now
            self._flush()
            through = self._progress.applied_sequence
            self._sync_tree()
            self._synced_sequence = through
            trim(self._directory, through)

    def _sync_tree(self) -> None:
        """Make what is applied durable. Raises DataError; then nobody knows what is, and a later sync would not say it: all is compared."""
        try:
            self._tree.sync()
        except OSError as error:
            sentence = f"The disk of the protected folder could not be written ({error.strerror}); check it, then restart the replicator."
            self._check.lose(SetState.OUT_OF_SYNC, sentence, self._progress.applied_sequence, present=True)
            raise DataError(sentence, "TREE_UNWRITABLE") from error


def _read(reader: QueueReader, end: Position, most_bytes: int) -> bytes:
    """Read a run of records that are not checked yet. Raises DataError (CORRUPT_JOURNAL) if the disk does not give them."""
    try:
        return reader.read(end, most_bytes)
    except OSError as error:
        raise _unreadable(reader.directory, reader.next_sequence, error.strerror or str(error)) from error


def _sound(data: bytes, directory: Path) -> bytes:
    """Return `data` if it is nothing or a run of records that count. Raises DataError (CORRUPT_JOURNAL)."""
    if data:
        first = int(PREFIX.unpack_from(data)[2])
        try:
            check_run(data, first)
        except DataError as error:
            raise _unreadable(directory, first, str(error)) from error
    return data


def _unreadable(directory: Path, sequence: int, why: str) -> DataError:
    return DataError(f"Sequence {sequence} of the safe queue {directory} cannot be read any more ({why}).", "CORRUPT_JOURNAL")
