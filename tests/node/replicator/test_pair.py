"""Two replicators, real processes and mounts: what an administrator would see of the data path."""

import array
import asyncio
import contextlib
import fcntl
import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.busy_tree import Unrest, plant
from tests.fakes.replicator_pair import PAIR_ID, SET, ReplicatorPair, Server, pretend_a_reboot, replicator_pair
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_head import QueueName
from twinhelm_node.domain.status import Mode, SetState


@pytest_asyncio.fixture
async def pair(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor and pollux, both passive."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair") as made:
        yield made


async def test_first_copy_while_the_application_changes_the_tree(pair: ReplicatorPair) -> None:
    plant(pair.castor.folder)
    await pair.castor.activate(1)
    unrest = Unrest(pair.castor.folder)
    unrest.start()
    try:
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        at_synchronized = unrest.changes
        while unrest.changes < at_synchronized + 300:  # noqa: ASYNC110 # another process
            await asyncio.sleep(0.02)
    finally:
        unrest.end()
    await pair.until_applied(pair.castor)
    assert pair.differences() == ""
    assert (await pair.pollux.status()).state is SetState.SYNCHRONIZED


@pytest_asyncio.fixture
async def running(pair: ReplicatorPair) -> ReplicatorPair:
    """The pair with castor active and the first copy done."""
    plant(pair.castor.folder, files=20)
    await pair.castor.activate(1)
    await pair.castor.until_state(SetState.SYNCHRONIZED)
    return pair


def copies(server_log: str) -> int:
    """How many copies of everything a passive was told to expect."""
    return server_log.count("is going to be copied")


async def test_a_killed_passive_continues_without_a_copy(running: ReplicatorPair) -> None:
    unrest = Unrest(running.castor.folder)
    unrest.start()
    try:
        for _ in range(3):
            await asyncio.sleep(0.3)
            running.pollux.kill()
            await running.pollux.start()
    finally:
        unrest.end()
    await running.until_applied(running.castor)
    assert running.differences() == ""
    assert (await running.pollux.status()).state is SetState.SYNCHRONIZED
    assert copies(running.pollux.log()) == 1  # the first one


async def test_a_cut_and_healed_channel_resumes(running: ReplicatorPair) -> None:
    await running.cable.pull()
    for number in range(20):
        (running.castor.folder / f"d3/while cut {number}").write_bytes(os.urandom(5000))
    status = await running.castor.status()
    assert status.unsafe_queue.entries > 0
    await running.cable.plug()
    await running.until_applied(running.castor)
    assert running.differences() == ""
    assert copies(running.pollux.log()) == 1


async def test_what_waits_can_be_looked_at_on_the_server_that_holds_it(running: ReplicatorPair) -> None:
    castor, pollux = running.castor.client, running.pollux.client
    await running.until_applied(running.castor)
    assert await castor.queue_head(SET, QueueName.UNSAFE, 10) == ()
    await running.cable.pull()
    strange = os.fsencode(running.castor.folder) + b"/gr\xfc\xdfe"
    Path(os.fsdecode(strange)).write_bytes(b"z" * 5000)
    os.rename(strange, running.castor.folder / "plain")
    while not (await running.castor.status()).unsafe_queue.entries:  # noqa: ASYNC110 # another process
        await asyncio.sleep(0.02)
    waiting = await castor.queue_head(SET, QueueName.UNSAFE, 10)
    sequences = [entry.sequence for entry in waiting]
    assert sequences == list(range(sequences[0], sequences[0] + len(waiting)))
    assert next(e.kind for e in waiting if e.path == b"gr\xfc\xdfe") == "create"
    assert sum(e.size_bytes for e in waiting if e.kind == "write") == 5000
    assert [e.other_path for e in waiting if e.kind == "rename"] == [b"plain"]
    assert all(0 <= entry.age_s < 60 for entry in waiting)
    assert len(await castor.queue_head(SET, QueueName.UNSAFE, 1)) == 1
    with pytest.raises(TwinhelmError) as refused:
        await castor.queue_head(SET, QueueName.SAFE, 10)
    assert refused.value.reason == "NOT_HELD_HERE"
    assert await pollux.queue_head(SET, QueueName.SAFE, 10) == ()
    await running.cable.plug()
    await running.until_applied(running.castor)
    assert await castor.queue_head(SET, QueueName.UNSAFE, 10) == ()


async def test_a_frozen_network_is_noticed_and_left(running: ReplicatorPair) -> None:
    running.cable.freeze()
    (running.castor.folder / "written while frozen").write_bytes(b"x" * 1000)
    while (await running.castor.status()).channel_connected:  # noqa: ASYNC110 # another process
        await asyncio.sleep(0.05)
    (running.castor.folder / "written after").write_bytes(b"y" * 1000)
    await running.cable.pull()
    await running.cable.plug()
    await running.until_applied(running.castor)
    assert running.differences() == ""


async def test_roles_change_back_and_forth_without_a_copy(running: ReplicatorPair) -> None:
    active, passive = running.castor, running.pollux
    for generation in range(2, 8):
        await running.until_applied(active)
        end = await active.deactivate(generation)
        assert end.clean
        status = await passive.status()
        assert (status.generation, status.applied_sequence) == (end.generation, end.sequence)
        assert running.differences() == ""
        await passive.activate(generation)
        active, passive = passive, active
        (active.folder / f"written in {generation}").write_bytes(os.urandom(10_000))
        await active.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(active)
    assert running.differences() == ""
    assert copies(running.castor.log()) == 0
    assert copies(running.pollux.log()) == 1


async def test_what_a_lost_active_never_sent_is_kept_aside(running: ReplicatorPair) -> None:
    await running.until_applied(running.castor)
    await running.cable.pull()
    (running.castor.folder / "never sent").write_bytes(b"precious")
    (running.castor.folder / "d0/e0/f0").write_bytes(b"changed on the loser")
    running.castor.kill()
    await running.pollux.activate(2)
    (running.pollux.folder / "written by the winner").write_bytes(b"won")
    await running.castor.start()
    await running.pollux.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.pollux)
    assert running.differences() == ""
    listed = (running.castor.state / "divergence-1" / "list.json").read_text()
    assert "never sent" in listed
    kept = [path.read_bytes() for path in (running.castor.state / "quarantine").rglob("never sent")]
    assert kept == [b"precious"]


async def test_an_old_active_that_ended_cleanly_but_ahead_is_copied_over(running: ReplicatorPair) -> None:
    await running.until_applied(running.castor)
    await running.cable.pull()
    (running.castor.folder / "never sent").write_bytes(b"precious")
    end = await running.castor.deactivate(2)
    assert end.clean
    await running.pollux.activate(2)
    await running.pollux.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.pollux)
    assert running.differences() == ""
    assert "never sent" in (running.castor.state / "divergence-1" / "list.json").read_text()


async def test_an_old_generation_is_refused(running: ReplicatorPair) -> None:
    await running.pollux.deactivate(5)
    running.pollux.kill()
    await running.pollux.start()
    status = await running.castor.status()
    while "Generation 1 is over" not in status.detail:  # another process
        await asyncio.sleep(0.05)
        status = await running.castor.status()
    with pytest.raises(TwinhelmError) as refused:
        await running.pollux.activate(4)
    assert refused.value.reason == "OLD_GENERATION"


async def test_open_files_keep_the_role(running: ReplicatorPair) -> None:
    with (running.castor.folder / "held").open("wb") as held:
        with pytest.raises(TwinhelmError) as refused:
            await running.castor.deactivate(2)
        assert refused.value.reason == "FILES_OPEN"
        held.write(b"still captured")
    await running.until_applied(running.castor)
    assert (running.pollux.folder / "held").read_bytes() == b"still captured"


async def test_a_folder_that_is_not_protected_any_more_is_let_go_of(running: ReplicatorPair) -> None:
    castor = running.castor
    assert _open_in(castor) != []
    castor.sets = ()
    await castor.configure()
    deadline = asyncio.get_running_loop().time() + 30
    while found := _open_in(castor):  # its own replicator would stand in the way of protecting it again
        assert asyncio.get_running_loop().time() < deadline, found
        await asyncio.sleep(0.05)


def _open_in(server: Server) -> list[str]:
    assert server.process is not None
    paths = []
    for descriptor in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            paths.append(os.readlink(descriptor))
    return [path for path in paths if path == str(server.folder) or path.startswith(f"{server.folder}/")]


async def test_a_dead_peer_never_blocks_the_application(pair: ReplicatorPair) -> None:
    pair.pollux.kill()
    await pair.castor.activate(1)
    descriptor = os.open(pair.castor.folder / "file", os.O_CREAT | os.O_WRONLY)
    try:
        for _ in range(100):
            os.write(descriptor, b"x" * 10_000)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    assert (await pair.castor.status()).state is SetState.UNINITIALIZED


async def test_a_missing_folder_and_overlapping_sets_are_refused(pair: ReplicatorPair) -> None:
    good = pair.castor.sets[0]
    inner = ProtectedSet("inner", good.path + "/inner")
    missing = ProtectedSet("missing", str(pair.castor.directory / "nowhere"))
    for wrong, reason in ((inner, "PATH_OVERLAPS"), (missing, "PATH_MISSING")):
        with pytest.raises(TwinhelmError) as refused:
            await pair.castor.client.configure(PAIR_ID, (good, wrong), pair.castor.paths)
        assert refused.value.reason == reason
    await pair.castor.activate(1)
    await pair.castor.until_state(SetState.SYNCHRONIZED)


async def test_a_set_that_could_not_be_used_is_tried_again_before_it_keeps_a_server_from_its_role(pair: ReplicatorPair) -> None:
    folder, obstacle = pair.castor.directory / "second", pair.castor.state.parent / "second"
    folder.mkdir()
    obstacle.write_text("where its queues belong")
    await pair.castor.client.configure(PAIR_ID, (*pair.castor.sets, ProtectedSet("second", str(folder))), pair.castor.paths)
    with pytest.raises(TwinhelmError) as refused:
        await pair.castor.activate(1)
    assert refused.value.reason == "SET_UNUSABLE"
    obstacle.unlink()
    await pair.castor.activate(1)
    assert (await pair.castor.client.status()).side == "active"


async def test_durable_fsync_means_that_the_passive_holds_it(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires("rsync", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair", lambda folder: ProtectedSet(SET, folder, mode=Mode.DURABLE)) as pair:
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)

        def commit() -> list[int]:
            acknowledged = []
            with (pair.castor.folder / "log").open("wb") as log:
                for number in range(200):
                    log.write(b"%07d\n" % number)
                    log.flush()
                    os.fsync(log.fileno())
                    acknowledged.append(number)
            return acknowledged

        work = asyncio.get_running_loop().run_in_executor(None, commit)
        acknowledged = await work
        pair.castor.kill()
        await pair.pollux.activate(2)
        held = (pair.pollux.folder / "log").read_bytes().split()
        assert [int(number) for number in held] == acknowledged


async def test_filters_hold_on_both_sides(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires(device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair", lambda folder: ProtectedSet(SET, folder, exclude=("*.tmp", "cache"))) as pair:
        (pair.pollux.folder / "own.tmp").write_bytes(b"pollux's own")
        (pair.pollux.folder / "orphan").write_bytes(b"unknown to castor")
        (pair.castor.folder / "cache").mkdir()
        (pair.castor.folder / "cache/x").write_bytes(b"x")
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        (pair.castor.folder / "a.tmp").write_bytes(b"not replicated")
        (pair.castor.folder / "tree").mkdir()
        (pair.castor.folder / "tree/one").write_bytes(b"1")
        os.rename(pair.castor.folder / "a.tmp", pair.castor.folder / "b")
        (pair.castor.folder / "cache/sub").mkdir()
        (pair.castor.folder / "cache/sub/two").write_bytes(b"2" * 300_000)
        os.rename(pair.castor.folder / "cache/sub", pair.castor.folder / "sub")
        while not (pair.pollux.folder / "sub/two").exists() or (pair.pollux.folder / "sub/two").stat().st_size < 300_000:  # noqa: ASYNC110 # another process
            await asyncio.sleep(0.02)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await pair.until_applied(pair.castor)
        assert {path.name for path in pair.pollux.folder.iterdir()} == {"own.tmp", "tree", "b", "sub"}
        assert (pair.pollux.folder / "sub/two").read_bytes() == b"2" * 300_000
        assert [path.name for path in (pair.pollux.state / "quarantine").rglob("orphan")] == ["orphan"]


async def test_what_cannot_be_applied_is_copied_again(running: ReplicatorPair) -> None:
    await running.until_applied(running.castor)
    running.pollux.kill()
    (running.pollux.folder / "d0/e0/f0").unlink()  # somebody tampers with the passive
    shutil.rmtree(running.pollux.folder / "d2")
    await running.pollux.start()
    with (running.castor.folder / "d0/e0/f0").open("r+b") as file:
        file.write(b"changed")
    (running.castor.folder / "d2/new").write_bytes(b"new")
    os.rename(running.castor.folder / "d2", running.castor.folder / "renamed")
    while "copied again" not in running.pollux.log():  # noqa: ASYNC110 # another process
        await asyncio.sleep(0.02)
    await running.until_applied(running.castor)
    await running.castor.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.castor)
    assert running.differences() == ""
    assert copies(running.pollux.log()) == 1  # not everything


async def test_an_object_that_cannot_be_changed_is_said_and_tried_again(running: ReplicatorPair) -> None:
    await running.until_applied(running.castor)
    running.pollux.kill()
    stuck = running.pollux.folder / "d1/linked"
    set_immutable(stuck, on=True)
    try:
        await running.pollux.start()
        (running.castor.folder / "d1/linked").write_bytes(b"changed")
        (running.castor.folder / "other").write_bytes(b"goes on")
        status = await running.castor.status()
        while status.state is SetState.SYNCHRONIZED or "d1/linked" not in (running.pollux.log()):  # another process
            await asyncio.sleep(0.02)
            status = await running.castor.status()
        await running.until_applied(running.castor)
        assert (running.pollux.folder / "other").read_bytes() == b"goes on"
        assert (await running.castor.status()).state is not SetState.SYNCHRONIZED
    finally:
        set_immutable(stuck, on=False)
    await running.castor.client.start_copy(SET)
    await running.castor.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.castor)
    assert running.differences() == ""


async def test_a_full_unsafe_queue_loses_no_application_and_catches_up(tmp_path: Path, requires: Callable[..., None]) -> None:
    requires("rsync", device="/dev/fuse", root=True)
    async with replicator_pair(tmp_path / "pair", lambda folder: ProtectedSet(SET, folder, quota_bytes=8 << 20)) as pair:
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await pair.cable.pull()
        for number in range(20):
            (pair.castor.folder / f"file {number}").write_bytes(os.urandom(1 << 20))
        status = await pair.castor.status()
        assert status.state is SetState.OUT_OF_SYNC
        assert "queue is full" in status.detail
        await pair.cable.plug()
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await pair.until_applied(pair.castor)
        assert pair.differences() == ""


async def test_a_copy_survives_kills_of_the_passive(pair: ReplicatorPair) -> None:
    plant(pair.castor.folder, files=150)
    await pair.castor.activate(1)
    for _ in range(3):
        while (await pair.castor.status()).applied_sequence < 50:  # noqa: ASYNC110 # another process
            await asyncio.sleep(0.01)
        pair.pollux.kill()
        await pair.pollux.start()
    await pair.castor.until_state(SetState.SYNCHRONIZED)
    await pair.until_applied(pair.castor)
    assert pair.differences() == ""


async def test_after_an_orderly_reboot_both_continue_without_a_copy(running: ReplicatorPair) -> None:
    await running.until_applied(running.castor)
    running.pollux.stop()
    running.castor.stop()
    pretend_a_reboot(running.pollux.state)
    pretend_a_reboot(running.castor.state)
    await running.pollux.start()
    await running.castor.start()
    await running.pollux.activate(2)
    (running.pollux.folder / "after").write_bytes(b"after")
    await running.pollux.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.pollux)
    assert running.differences() == ""
    assert copies(running.castor.log()) == 0


async def test_after_a_power_cut_the_passive_is_compared(running: ReplicatorPair) -> None:
    await running.until_applied(running.castor)
    running.pollux.kill()
    pretend_a_reboot(running.pollux.state)
    (running.pollux.folder / "d0/e0/f0").write_bytes(b"lost with the page cache")
    await running.pollux.start()
    await running.pollux.until_state(SetState.SYNCHRONIZED)
    await running.until_applied(running.castor)
    assert running.differences() == ""
    assert copies(running.pollux.log()) == 1  # only what the safe queue names


def set_immutable(path: Path, *, on: bool) -> None:
    """chattr +i or -i (ioctl_iflags(2))."""
    get_flags, set_flags, immutable = 0x80086601, 0x40086602, 0x10
    with path.open("rb") as file:
        flags = array.array("l", [0])
        try:
            fcntl.ioctl(file, get_flags, flags)
            flags[0] = flags[0] | immutable if on else flags[0] & ~immutable
            fcntl.ioctl(file, set_flags, flags)
        except OSError as error:
            pytest.skip(f"this file system has no immutable flag ({error})")
