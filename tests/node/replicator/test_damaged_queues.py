"""A disk that rots under a queue: what can no longer be read is said, kept as evidence, and brought in another way."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.replicator_pair import ReplicatorPair, Server, until
from tests.fakes.stuck_passive import pair_with_a_small_disk, room, stuck
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.ports_replicator import ActivationStep
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.record import HEADER, HEADER_BYTES, Kind
from twinhelm_node.journal.segment import SEGMENT_HEADER_BYTES, list_segments, segment_name

FIELDS = {"length": 0, "path": HEADER_BYTES, "content": HEADER_BYTES + 40}


@pytest_asyncio.fixture
async def pair(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    requires("rsync", "umount", "mount", device="/dev/fuse", root=True)
    async with pair_with_a_small_disk(tmp_path / "pair") as made:
        yield made


def records_of(queue: Path, name: bytes, kind: Kind) -> list[tuple[Path, int]]:
    """Where the records of a kind that name a path stand."""
    found = []
    for first in list_segments(queue):
        path = queue / segment_name(first)
        raw = path.read_bytes()
        at = SEGMENT_HEADER_BYTES
        while at + HEADER_BYTES <= len(raw) and raw[at : at + 4].strip(b"\0"):
            length, _, _, _, _, found_kind, _, path_length = HEADER.unpack_from(raw, at)[:8]
            if found_kind == kind and raw[at + HEADER_BYTES : at + HEADER_BYTES + path_length] == name:
                found.append((path, at))
            at += length
    return found


def rot(queue: Path, name: bytes, field: str, kind: Kind = Kind.WRITE) -> bytes:
    """Change one byte of the last record of a kind that names a path; returns the segment as it is now."""
    segment, at = records_of(queue, name, kind)[-1]
    place = at + FIELDS[field]
    with segment.open("r+b") as file:
        file.seek(place)
        before = file.read(1)
        file.seek(place)
        file.write(bytes([before[0] ^ 0x5A]))
    return segment.read_bytes()


def evidence_of(server: Server) -> list[bytes]:
    return [path.read_bytes() for path in (server.state / "damaged").glob("*.segment")]


async def whole_again(pair: ReplicatorPair) -> None:
    """Wait until castor says so, and look."""
    await pair.castor.until_state(SetState.SYNCHRONIZED, 60.0)
    await pair.until_applied(pair.castor)
    assert pair.differences() == ""
    assert (await pair.pollux.status()).state is SetState.SYNCHRONIZED


def comparisons(server: Server) -> int:
    """How often everything was compared or copied, the first copy included."""
    return log_of(server).count("is going to be copied")


async def all_of(steps: AsyncIterator[ActivationStep]) -> None:
    async for _ in steps:
        pass


def log_of(server: Server) -> str:
    return (server.directory / "replicator.log").read_text()


async def test_damaged_records_that_were_not_sent_yet(pair: ReplicatorPair) -> None:
    folder = pair.castor.folder
    await pair.cable.pull()
    (folder / "d4/before").write_bytes(os.urandom(3000))
    (folder / "d4/victim").write_bytes(b"v" * 4000)
    (folder / "d4/after").write_bytes(os.urandom(3000))
    damaged = rot(pair.castor.state / "unsafe", b"d4/victim", "content")
    await pair.cable.plug()
    await until(lambda: "cannot be read any more" in log_of(pair.castor), "the word of the damage")
    await whole_again(pair)
    assert comparisons(pair.pollux) == 1, "everything was compared for the sake of one record"
    assert damaged.rstrip(b"\0") in [kept.rstrip(b"\0") for kept in evidence_of(pair.castor)]

    # nothing tells of a lost rename but the folder's change time, and what lies in it has an old one
    await pair.cable.pull()
    os.rename(folder / "d3", folder / "moved")
    (folder / "moved/new").write_text("changes the time of the folder")
    (folder / "d3").mkdir()
    rot(pair.castor.state / "unsafe", b"d3", "path", Kind.RENAME)
    await pair.cable.plug()
    await until(lambda: log_of(pair.castor).count("cannot be read any more") == 2, "the word of the second damage")
    await whole_again(pair)
    assert comparisons(pair.pollux) == 1


async def test_a_damaged_record_that_the_passive_was_going_to_apply(pair: ReplicatorPair) -> None:
    await stuck(pair)
    damaged = rot(pair.pollux.state / "safe", b"after 20", "content")
    room(pair.pollux)
    await until(lambda: "cannot be read any more" in log_of(pair.pollux), "the word of the damage")
    await whole_again(pair)
    assert comparisons(pair.pollux) == 1, "what the active still had was not asked for"
    assert evidence_of(pair.pollux) == [damaged]


async def test_a_damaged_record_that_a_passive_finds_when_it_starts(pair: ReplicatorPair) -> None:
    await stuck(pair)
    await pair.cable.pull()
    pair.pollux.kill()
    damaged = rot(pair.pollux.state / "safe", b"after 20", "length")
    room(pair.pollux)
    await pair.pollux.start()
    status = await pair.pollux.until_state(SetState.OUT_OF_SYNC)
    assert "of the safe queue, acknowledged before, cannot be read any more" in status.detail
    assert evidence_of(pair.pollux) == [damaged]
    await until((pair.pollux.folder / "after 19").exists, "what stands before the damage")
    assert not (pair.pollux.folder / "after 21").exists(), "something was applied past the damage"
    await pair.cable.plug()
    await whole_again(pair)
    assert comparisons(pair.pollux) == 1


async def test_a_takeover_is_refused_when_acknowledged_records_turn_out_to_be_lost(pair: ReplicatorPair) -> None:
    """Whoever decided took them for held. When that has been told, it may be asked again: the tree is what it was at an earlier record."""
    await stuck(pair)
    await pair.cable.pull()
    pair.castor.kill()
    rot(pair.pollux.state / "safe", b"after 20", "content")
    steps = pair.pollux.client.activate(2)
    assert (await anext(steps)).phase == "apply safe queue"
    room(pair.pollux)
    with pytest.raises(TwinhelmError, match="cannot be read any more") as refused:
        await all_of(steps)
    assert refused.value.reason == "CANNOT_APPLY"
    status = await pair.pollux.until_state(SetState.OUT_OF_SYNC)
    assert "cannot take over by itself" in status.detail
    assert (pair.pollux.folder / "after 19").exists()
    assert not (pair.pollux.folder / "after 20").read_bytes()
    await pair.pollux.activate(2)
    (pair.pollux.folder / "goes on").write_text("by force")
