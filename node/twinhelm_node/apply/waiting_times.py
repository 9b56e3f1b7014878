"""After a kill: the modification times that records already applied had left waiting in memory."""

from collections.abc import Iterator

from twinhelm_node.apply import calls
from twinhelm_node.journal.record import Kind, Record, signed


class WaitingTimes:
    """Repeats of each record only what `Effects.apply` keeps back, mirroring its flushes: ends as what had not been set.

    By path, because a time is set by path; of what object, because a later change through another name of it may have set a later time.
    """

    def __init__(self) -> None:
        self._waiting: dict[bytes, tuple[int, int]] = {}  # path: object (0: unknown), time
        self._latest: dict[int, int] = {}

    def note(self, record: Record) -> None:
        """Take in the next record in order."""
        kind = record.kind
        if kind in (Kind.UNLINK, Kind.RMDIR):
            self._waiting.pop(record.path, None)
        elif kind == Kind.RENAME:
            both = bool(record.a & calls.RENAME_EXCHANGE)
            for path in (record.payload, record.path):
                for name in [name for name in self._waiting if name == path or name.startswith(path + b"/")]:
                    del self._waiting[name]  # set before the rename, except that of an open file, which the record holds too
            if not both:
                self._set(record.payload, record.object, record.mtime_ns)
            if record.b:
                self._set(record.payload.rpartition(b"/")[0], 0, signed(record.b))
        elif kind < Kind.CHECK_BEGIN and kind != Kind.LINK:
            self._set(record.path, record.object, record.mtime_ns)
        if record.parent_mtime_ns:
            self._set(record.path.rpartition(b"/")[0], 0, record.parent_mtime_ns)

    def times(self) -> Iterator[tuple[bytes, int]]:
        """Yield each path and the time to set."""
        for path, (made_of, mtime_ns) in self._waiting.items():
            yield path, self._latest.get(made_of, mtime_ns) if made_of else mtime_ns

    def _set(self, path: bytes, made_of: int, mtime_ns: int) -> None:
        self._waiting[path] = (made_of, mtime_ns)
        if made_of:
            self._latest[made_of] = mtime_ns
