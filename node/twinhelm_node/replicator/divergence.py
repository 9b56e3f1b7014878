"""Keeps aside what a former active never sent, before its tree is made equal to the new active's."""

import logging
import os
import time
from collections import Counter
from pathlib import Path

import msgspec

from twinhelm_node.domain.errors import DataError
from twinhelm_node.domain.path_text import shown
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import Kind, decode_all
from twinhelm_node.journal.recovery import Recovered, recover
from twinhelm_node.journal.segment import Position, list_segments, segment_name, sync_directory
from twinhelm_node.replicator.layout import SetLayout
from twinhelm_node.system.files import make_private_directory, write_atomically

_log = logging.getLogger(__name__)
_READ_BYTES = 1024 * 1024


def end_of(recovered: Recovered) -> Position:
    """Return the end of a recovered queue."""
    if recovered.empty:
        return Position(0, 0, 0)
    last = recovered.segments[-1]
    return Position(last.first_sequence, last.end_offset_bytes, last.last_sequence)


def recover_or_set_aside(layout: SetLayout, set_id: bytes) -> Recovered:
    """Return what this server captured itself and still holds. A queue that cannot be read is kept aside whole, and nothing is held."""
    try:
        return recover(layout.unsafe, set_id)
    except DataError as error:
        target = layout.root / f"unreadable-{time.time_ns()}"
        layout.unsafe.rename(target)
        layout.make()
        _log.warning("an unsafe queue that cannot be read is kept in %s: %s", target, error)
        return Recovered()


def set_aside(unsafe: Path, recovered: Recovered, after_sequence: int, target: Path) -> int:
    """Move the segments that hold records after `after_sequence` to `target`, list them there, delete the rest.

    Returns how many records were set aside. `list.json` in `target`: first and last sequence, records by kind, paths touched.
    """
    aside = max(0, recovered.last_sequence - max(after_sequence, recovered.first_sequence - 1))
    if aside:
        make_private_directory(target)
        first = max(after_sequence + 1, recovered.first_sequence)
        kinds: Counter[str] = Counter()
        paths: set[bytes] = set()
        reader = QueueReader(unsafe)
        reader.seek(first)
        end = end_of(recovered)
        while reader.next_sequence <= end.last_sequence:
            for record in decode_all(reader.read(end, _READ_BYTES)):
                kinds[Kind(record.kind).name] += 1
                paths.add(record.path)
        reader.close()
        content = {
            "first_sequence": first, "last_sequence": recovered.last_sequence, "kinds": dict(kinds),
            "paths": [shown(path) for path in sorted(paths)],
        }  # fmt: skip
        write_atomically(target / "list.json", msgspec.json.format(msgspec.json.encode(content)))
    for segment in recovered.segments:
        path = unsafe / segment_name(segment.first_sequence)
        if aside and segment.last_sequence > after_sequence:
            os.replace(path, target / path.name)
    for name in list_segments(unsafe):
        (unsafe / segment_name(name)).unlink()
    if aside:
        sync_directory(target)
    sync_directory(unsafe)
    return aside
