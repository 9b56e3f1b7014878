"""What was never sent is listed, whatever its names are."""

import json
from pathlib import Path

from twinhelm_node.journal.divergences import list_divergences
from twinhelm_node.journal.record import Kind, Record, check_run, encode
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.replicator.divergence import set_aside


def test_names_that_are_not_utf8_are_kept_aside_too(tmp_path: Path) -> None:
    unsafe, target = tmp_path / "unsafe", tmp_path / "sets/data/divergence-4"
    unsafe.mkdir()
    raw = b"".join(
        encode(Record(number, 4, Kind.WRITE, name, b"x")) for number, name in enumerate([b"sent", b"gr\xfc\xdfe", "grün".encode()], 1)
    )
    writer = SafeQueueWriter(unsafe, b"s" * 16, 0)
    writer.append([(raw, check_run(raw, 1))])
    writer.close()
    assert set_aside(unsafe, recover(unsafe), 1, target) == 2
    assert json.loads((target / "list.json").read_bytes())["paths"] == ["grün", "gr\\xfc\\xdfe"]
    (listed,) = list_divergences(tmp_path / "sets")
    assert (listed.entries, listed.paths_total) == (2, 2)
    assert list(unsafe.iterdir()) == []
