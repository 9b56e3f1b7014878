"""What an administrator sees of a full unsafe queue: real processes and mounts, tiny limits instead of an hour of load."""

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.busy_tree import Unrest, plant
from tests.fakes.replicator_pair import PAIR_ID, SET, ReplicatorPair, Server, replicator_pair
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueuePolicy, WhenAway
from twinhelm_node.domain.status import Mode, SetState, SetStatus

QUOTA = 8 << 20


@contextlib.asynccontextmanager
async def made_pair(directory: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """castor active, 20 files copied, a quota of 8 MiB."""
    requires("rsync", "umount", device="/dev/fuse", root=True)
    async with replicator_pair(directory, lambda folder: ProtectedSet(SET, folder, quota_bytes=QUOTA)) as made:
        plant(made.castor.folder, files=20)
        (made.castor.folder / "large").write_bytes(os.urandom(6 << 20))
        await made.castor.activate(1)
        await made.castor.until_state(SetState.SYNCHRONIZED)
        await made.until_applied(made.castor)
        yield made


@pytest_asyncio.fixture
async def fresh(tmp_path: Path, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """A pair for a story after which it is of no use to another."""
    async with made_pair(tmp_path / "pair", requires) as made:
        yield made


@pytest_asyncio.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory, requires: Callable[..., None]) -> AsyncIterator[ReplicatorPair]:
    """One pair for the stories that leave it as they found it: castor active, everything on both sides."""
    async with made_pair(tmp_path_factory.mktemp("full") / "pair", requires) as made:
        yield made


@pytest_asyncio.fixture
async def pair(shared: ReplicatorPair) -> ReplicatorPair:
    """The shared pair with its first settings and its first files."""
    (folder,) = (shared.castor.folder,)
    await settings(shared.castor, quota_bytes=QUOTA, mode=Mode.ASYNC, when_full=QueuePolicy.DEGRADE, when_away=WhenAway.CONTINUE)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "large":
            path.unlink()
    plant(folder, files=20)
    await synchronized_again(shared, shared.castor)
    return shared


async def settings(server: Server, **changes: object) -> None:
    """Change the set as `twinhelm set mode` and its like do."""
    server.sets = tuple(replace(one, **changes) for one in server.sets)  # type: ignore[arg-type]
    await server.client.configure(PAIR_ID, server.sets, server.paths)


async def until_status(server: Server, condition: Callable[[SetStatus], bool]) -> SetStatus:
    """Wait for a status."""
    deadline = asyncio.get_running_loop().time() + 60
    while not condition(status := await server.status()):
        assert asyncio.get_running_loop().time() < deadline, f"{status}\n{server.log()}"
        await asyncio.sleep(0.02)
    return status


def fill_up(folder: Path, name: str = "filler") -> None:
    """More than the quota, in one file."""
    with (folder / name).open("wb") as file:
        for _ in range(12):
            file.write(os.urandom(1 << 20))


def whole_comparisons(server: Server) -> int:
    """How often everything was compared or copied since the first copy."""
    return server.log().count("is going to be copied")


async def synchronized_again(pair: ReplicatorPair, active: Server) -> SetStatus:
    """Wait until the other side holds everything; compare both trees."""
    status = await until_status(
        active, lambda one: one.state is SetState.SYNCHRONIZED and not one.fill.degraded and not one.fill.changed_paths
    )
    await pair.until_applied(active)
    assert pair.differences() == ""
    return status


async def test_a_full_queue_remembers_what_changed_and_compares_only_that(pair: ReplicatorPair) -> None:
    comparisons = whole_comparisons(pair.pollux)
    await pair.cable.pull()
    fill_up(pair.castor.folder)
    status = await until_status(pair.castor, lambda one: one.fill.degraded)
    assert status.state is SetState.OUT_OF_SYNC
    assert status.fill.alarm is FillAlarm.CRITICAL
    (pair.castor.folder / "d0" / "later").write_bytes(b"later")
    os.rename(pair.castor.folder / "d1", pair.castor.folder / "moved")
    (pair.castor.folder / "d2" / "e2" / "f2").unlink()
    status = await until_status(pair.castor, lambda one: one.fill.changed_paths >= 5)
    assert status.fill.used_bytes <= QUOTA
    compared = status.check_compared_bytes
    await pair.cable.plug()
    status = await synchronized_again(pair, pair.castor)
    assert whole_comparisons(pair.pollux) == comparisons
    assert status.check_compared_bytes - compared < 24 << 20, "what did not change was not looked at"
    assert not (pair.pollux.folder / "d2" / "e2" / "f2").exists()


async def test_full_again_while_catching_up_and_a_flapping_channel(pair: ReplicatorPair) -> None:
    comparisons = whole_comparisons(pair.pollux)
    for number in range(3):
        await pair.cable.pull()
        fill_up(pair.castor.folder, f"filler {number}")
        await until_status(pair.castor, lambda one: one.fill.degraded)
        (pair.castor.folder / f"after {number}").write_bytes(b"x")
        await pair.cable.plug()
        if number < 2:
            await until_status(pair.castor, lambda one: not one.fill.degraded)
    await synchronized_again(pair, pair.castor)
    assert whole_comparisons(pair.pollux) == comparisons


def resident_bytes(server: Server) -> int:
    """Memory of a replicator (proc(5))."""
    assert server.process is not None
    text = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(text.partition("VmRSS:")[2].split()[0]) * 1024


async def test_a_link_ten_times_slower_than_the_application(pair: ReplicatorPair) -> None:
    """The application is slowed down to what the link carries; the queue stays within its quota and the process within its memory."""
    await settings(pair.castor, when_full=QueuePolicy.THROTTLE, bandwidth="60mbit", compression=Compression.OFF)
    memory = resident_bytes(pair.castor)
    try:
        written = asyncio.get_running_loop().run_in_executor(None, fill_up, pair.castor.folder)
        most_used = most_memory = 0
        while not written.done():
            most_used = max(most_used, (await pair.castor.status()).fill.used_bytes)
            most_memory = max(most_memory, resident_bytes(pair.castor))
        await written
    finally:
        await settings(pair.castor, bandwidth="", compression=Compression.AUTO)
    assert QUOTA // 2 < most_used < QUOTA + (2 << 20)
    assert most_memory - memory < 64 << 20
    status = await synchronized_again(pair, pair.castor)
    assert status.fill.delayed_writes > 0


async def test_a_check_gets_its_share_of_a_link_that_writers_keep_busy(pair: ReplicatorPair) -> None:
    await pair.cable.pull()
    fill_up(pair.castor.folder)
    await until_status(pair.castor, lambda one: one.fill.degraded)
    await settings(pair.castor, when_full=QueuePolicy.THROTTLE, bandwidth="100mbit", compression=Compression.OFF)
    busy = asyncio.Event()

    def write() -> None:
        with (pair.castor.folder / "busy").open("wb", buffering=0) as file:
            while not busy.is_set():
                file.seek(0)
                file.write(os.urandom(1 << 18))

    written = asyncio.get_running_loop().run_in_executor(None, write)
    try:
        await pair.cable.plug()
        await until_status(pair.castor, lambda one: one.state is SetState.SYNCHRONIZED and not one.fill.changed_paths)
        assert (await pair.castor.status()).fill.delayed_writes > 0
    finally:
        busy.set()
        await written
        await settings(pair.castor, bandwidth="", compression=Compression.AUTO)
    await synchronized_again(pair, pair.castor)


@pytest.mark.parametrize("policy", QueuePolicy)
async def test_a_channel_that_flaps_under_load_loses_nothing(pair: ReplicatorPair, policy: QueuePolicy) -> None:
    await settings(pair.castor, when_full=policy)
    comparisons = whole_comparisons(pair.pollux)
    unrest = Unrest(pair.castor.folder)
    unrest.start()
    try:
        for _ in range(5):
            changes = unrest.changes
            await pair.cable.pull()
            while unrest.changes < changes + 10 and not (await pair.castor.status()).fill.held_now:  # noqa: ASYNC110 # another process
                await asyncio.sleep(0.01)
            await pair.cable.plug()
            captured = (await pair.castor.status()).captured_sequence
            await until_status(pair.castor, lambda one, captured=captured: one.acknowledged_sequence >= captured)
    finally:
        unrest.end()
    await synchronized_again(pair, pair.castor)
    assert whole_comparisons(pair.pollux) == comparisons


async def test_a_restarted_active_catches_up_with_what_it_had_no_room_for(pair: ReplicatorPair) -> None:
    comparisons = whole_comparisons(pair.pollux)
    pair.pollux.stop()
    fill_up(pair.castor.folder)
    await until_status(pair.castor, lambda one: one.fill.degraded)
    (pair.castor.folder / "d0" / "later").write_bytes(b"later")
    end = await pair.castor.deactivate(2)
    assert not end.clean
    pair.castor.stop()
    await pair.castor.start()
    await pair.castor.activate(3)
    (pair.castor.folder / "d0" / "after the restart").write_bytes(b"after")
    await pair.pollux.start()
    await synchronized_again(pair, pair.castor)
    assert whole_comparisons(pair.pollux) == comparisons


async def test_throttle_slows_writers_down_and_loses_nothing(pair: ReplicatorPair) -> None:
    await settings(pair.castor, when_full=QueuePolicy.THROTTLE)
    await pair.cable.pull()
    written = asyncio.get_running_loop().run_in_executor(None, fill_up, pair.castor.folder)
    status = await until_status(pair.castor, lambda one: one.fill.held_now > 0 and one.fill.ratio >= 1)
    assert status.fill.delayed_writes > 0
    assert status.state is not SetState.OUT_OF_SYNC
    assert status.fill.used_bytes < QUOTA + (2 << 20)
    await pair.cable.plug()
    await written
    status = await synchronized_again(pair, pair.castor)
    assert (status.fill.changed_paths, status.fill.held_now) == (0, 0)
    assert status.fill.delay_total_s >= status.fill.delay_longest_s > 0


async def test_policies_are_changed_while_writers_wait(pair: ReplicatorPair) -> None:
    await settings(pair.castor, when_full=QueuePolicy.THROTTLE)
    await pair.cable.pull()
    written = asyncio.get_running_loop().run_in_executor(None, fill_up, pair.castor.folder)
    await until_status(pair.castor, lambda one: one.fill.held_now > 0 and one.fill.ratio >= 1)
    await settings(pair.castor, when_full=QueuePolicy.DEGRADE)
    await written
    await until_status(pair.castor, lambda one: one.fill.degraded)
    await pair.cable.plug()
    await synchronized_again(pair, pair.castor)


async def test_stall_waits_for_the_passive_and_is_released_at_once(pair: ReplicatorPair) -> None:
    await settings(pair.castor, mode=Mode.DURABLE, when_away=WhenAway.STALL)
    assert (await until_status(pair.castor, lambda one: one.fill.durability is Durability.KEPT)).mode is Mode.DURABLE
    await pair.cable.pull()
    await until_status(pair.castor, lambda one: one.fill.durability is Durability.STALLED)

    def commit(name: str) -> None:
        with (pair.castor.folder / name).open("wb", buffering=0) as log:
            log.write(b"commit")
            os.fsync(log.fileno())

    loop = asyncio.get_running_loop()
    first = loop.run_in_executor(None, commit, "first")
    await until_status(pair.castor, lambda one: one.fill.waiting_fsyncs == 1)
    assert not first.done()
    await settings(pair.castor, when_away=WhenAway.CONTINUE)
    await first
    assert (await pair.castor.status()).fill.durability is Durability.GROWING
    await settings(pair.castor, when_away=WhenAway.STALL)
    second = loop.run_in_executor(None, commit, "second")
    await until_status(pair.castor, lambda one: one.fill.waiting_fsyncs == 1)
    await pair.cable.plug()
    await second
    assert (pair.pollux.state / "safe").exists()
    await synchronized_again(pair, pair.castor)


async def test_a_stalled_application_holds_up_no_forced_end(pair: ReplicatorPair) -> None:
    await settings(pair.castor, mode=Mode.DURABLE, when_away=WhenAway.STALL)
    await pair.cable.pull()
    await until_status(pair.castor, lambda one: one.fill.durability is Durability.STALLED)
    code = "import os, sys; f = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY); os.write(f, b'x'); os.fsync(f)"
    application = subprocess.Popen(["python3", "-c", code, str(pair.castor.folder / "log")], stderr=subprocess.DEVNULL)  # noqa: ASYNC220
    await until_status(pair.castor, lambda one: one.fill.waiting_fsyncs == 1)
    await pair.castor.deactivate(4, force=True)
    assert application.wait(30) != 0, "what the passive does not hold was not confirmed"
    await pair.castor.activate(5)
    await pair.cable.plug()


async def test_former_actives_that_had_no_room_rejoin_by_what_they_remember(fresh: ReplicatorPair) -> None:
    pair = fresh
    await pair.cable.pull()
    fill_up(pair.castor.folder)
    await until_status(pair.castor, lambda one: one.fill.degraded)
    (pair.castor.folder / "d0" / "e0" / "f0").write_bytes(b"changed without a record")
    await pair.castor.deactivate(2)
    await pair.pollux.activate(2)
    (pair.pollux.folder / "written by the winner").write_bytes(b"won")
    await synchronized_again(pair, pair.pollux)
    assert whole_comparisons(pair.castor) == 0
    # and the same for one that is killed after it had begun to record again
    await pair.other_cable.pull()
    fill_up(pair.pollux.folder, "filler of pollux")
    await until_status(pair.pollux, lambda one: one.fill.degraded)
    (pair.pollux.folder / "d0" / "e0" / "f0").write_bytes(b"changed again without a record")
    await settings(pair.pollux, quota_bytes=64 * QUOTA)
    await until_status(pair.pollux, lambda one: not one.fill.degraded)
    (pair.pollux.folder / "recorded again").write_bytes(b"x")
    pair.pollux.kill()
    await pair.pollux.start()
    await pair.castor.activate(3)
    await pair.cable.plug()
    await synchronized_again(pair, pair.castor)


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=False).returncode != 0:
        pytest.skip("a tmpfs cannot be mounted here")
    return disk


def move_state(server: Server, disk: Path) -> None:
    """Put the state directory on another disk."""
    subprocess.run(["cp", "-a", f"{server.directory / 'state'}/.", disk], check=True)
    subprocess.run(["mount", "--bind", disk, server.directory / "state"], check=True)


def leave_free(disk: Path, size_bytes: int) -> Path:
    """Fill a disk but for so much."""
    ballast = disk / "ballast"
    found = os.statvfs(disk)
    subprocess.run(["fallocate", "-l", str(max(1, found.f_bavail * found.f_frsize - size_bytes)), ballast], check=True)
    return ballast


def unmount(*places: Path) -> None:
    for place in places:
        subprocess.run(["umount", "-l", place], check=False)


@pytest.mark.parametrize("side", ["castor", "pollux"])
async def test_a_full_disk_on_either_side(fresh: ReplicatorPair, small_disk: Path, side: str) -> None:
    """The disk under a queue fills up for reasons of its own; the application goes on and the trees are equal in the end."""
    pair = fresh
    server: Server = getattr(pair, side)
    try:
        if side == "castor":
            await pair.castor.deactivate(2)
        server.stop()
        move_state(server, small_disk)
        await server.start()
        if side == "castor":
            await pair.castor.activate(3)
        await settings(pair.castor, floor_bytes=0, quota_bytes=64 << 20)
        await until_status(pair.castor, lambda one: one.state is SetState.SYNCHRONIZED)
        await pair.until_applied(pair.castor)
        ballast = leave_free(small_disk, 2 << 20)
        if side == "castor":
            await pair.cable.pull()
        await asyncio.get_running_loop().run_in_executor(None, fill_up, pair.castor.folder)
        if side == "castor":
            await until_status(pair.castor, lambda one: one.fill.changed_paths > 0)
            await pair.cable.plug()
        else:
            await until_status(pair.pollux, lambda one: one.state is SetState.ERROR)
        ballast.unlink()
        await synchronized_again(pair, pair.castor)
    finally:
        for one in (pair.castor, pair.pollux):
            one.stop()
        unmount(server.directory / "state", small_disk)
