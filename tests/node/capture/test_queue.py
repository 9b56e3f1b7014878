"""The unsafe queue as its consumer sees it: position, wake-up, segments, acknowledgement, quota, and when it cannot be written."""

import mmap
import os
import resource
import select
import signal
import subprocess
import threading
from typing import Any

import pytest

from tests.fakes.mounted_capture import Mounted, assert_equal_trees
from tests.fakes.segments import read_segment
from twinhelm_node.capture.capture import Capture
from twinhelm_node.capture.figures import BadFolder, FilesOpen, JournalFull
from twinhelm_node.journal.recovery import recover
from twinhelm_node.system import mounts


def readable(fd: int) -> bool:
    return bool(select.select([fd], [], [], 0)[0])


def test_position_is_whole_records(mounted: Mounted):
    position = mounted.capture.position()
    assert (position.segment_first_sequence, position.end_offset_bytes, position.last_sequence) == (1, 64, 0)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            (mounted.folder / "f").write_bytes(b"x" * (number % 5000))
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(100):
            now = mounted.capture.position()
            segment = mounted.unsafe / f"{now.segment_first_sequence:020d}.segment"
            records = read_segment(segment, check=False, end=now.end_offset_bytes)
            assert (records[-1].sequence if records else 0) == now.last_sequence
    finally:
        stop.set()
        thread.join()


def test_the_consumer_is_woken_once_and_only_when_it_waits(mounted: Mounted):
    fd = mounted.capture.wake_fd
    (mounted.folder / "a").touch()
    assert not readable(fd), "nobody waits: no wake-up"
    assert not mounted.capture.arm(), "there is more than was seen"
    mounted.capture.position()
    assert mounted.capture.arm()
    assert not readable(fd)
    (mounted.folder / "b").touch()
    (mounted.folder / "c").touch()
    assert readable(fd)
    assert os.eventfd_read(fd) == 1


def test_segments_are_closed_at_their_size(tmp_path):
    with Mounted(tmp_path, segment_bytes=16384) as mounted:
        for number in range(20):
            (mounted.folder / f"f{number}").write_bytes(b"x" * 3000)
        segments = sorted(mounted.unsafe.iterdir())
        assert len(segments) > 3
        assert all(path.stat().st_size <= 16384 for path in segments)
        assert [record.sequence for record in mounted.records()] == list(range(1, 41))
        assert mounted.capture.position().segment_first_sequence == int(segments[-1].stem)


def test_a_record_larger_than_a_segment_gets_one_of_its_own(tmp_path):
    with Mounted(tmp_path, segment_bytes=4096) as mounted:
        (mounted.folder / "f").write_bytes(b"x" * 100_000)
        assert_equal_trees(mounted)


def test_a_new_capture_opens_a_new_segment(tmp_path):
    with Mounted(tmp_path) as mounted:
        (mounted.folder / "f").write_bytes(b"one")
    with Mounted(tmp_path, first_sequence=3, generation=2) as mounted:
        (mounted.folder / "f").write_bytes(b"two")
        records = mounted.records()
        assert [record.generation for record in records] == [1, 1, 2, 2]
        assert [record.sequence for record in records] == [1, 2, 3, 4]
    # a start after which nothing changed leaves a segment without records; the next start may replace it
    with Mounted(tmp_path, first_sequence=5):
        pass
    with Mounted(tmp_path, first_sequence=5):
        pass


def test_a_queue_that_was_not_read_to_its_end_is_not_overwritten(tmp_path):
    with Mounted(tmp_path) as mounted:
        (mounted.folder / "f").write_bytes(b"one")
    with pytest.raises(JournalFull, match="restart the node"), Mounted(tmp_path, first_sequence=1):
        pass


def test_control_records(mounted: Mounted):
    (mounted.folder / "a").touch()
    assert mounted.capture.append_control(37, 6, 4711) == 2
    assert mounted.capture.append_control(36, payload=b"before the upgrade") == 3
    generation, mark = mounted.records()[1:]
    assert (generation.kind, generation.a, generation.b) == ("GENERATION", 6, 4711)
    assert (mark.kind, mark.payload) == ("MARK", b"before the upgrade")


def test_quota_overflow_never_stops_the_application_and_is_said(tmp_path):
    with Mounted(tmp_path, quota_bytes=50_000) as mounted:
        mounted.capture.position()
        for number in range(5):
            (mounted.folder / f"f{number}").write_bytes(b"x" * 20_000)
        assert (mounted.folder / "f4").read_bytes() == b"x" * 20_000
        assert "The unsafe queue is full" in mounted.capture.failure()
        counters = mounted.capture.counters()
        assert counters.lost_since_sequence == mounted.capture.position().last_sequence + 1
        assert counters.lost_records > 0
        last = mounted.capture.position().last_sequence
        mounted.capture.set_acknowledged(last)
        assert mounted.capture.resume_recording() == last + 1, "no gap: what was lost never had a number"
        assert mounted.capture.failure() == ""
        (mounted.folder / "g").touch()
        begin, created = mounted.records()[-2:]
        assert (begin.kind, begin.a, begin.b) == ("CHECK_BEGIN", last + 1, 2), "nothing comes before the word that something is missing"
        assert (created.kind, created.sequence) == ("CREATE", last + 2)


def test_acknowledgement_frees_quota(tmp_path):
    with Mounted(tmp_path, quota_bytes=3_000_000) as mounted:
        for _ in range(20):
            (mounted.folder / "f").write_bytes(os.urandom(500_000))
            mounted.capture.set_acknowledged(mounted.capture.position().last_sequence - 1)
        assert mounted.capture.failure() == ""
        assert mounted.capture.counters().unacknowledged_bytes < 3_000_000


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False).returncode != 0:
        pytest.skip("a tmpfs cannot be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_under_the_queue_never_stops_the_application(tmp_path, small_disk):
    with Mounted(tmp_path, unsafe=small_disk) as mounted:
        for number in range(10):
            (mounted.folder / f"f{number}").write_bytes(b"x" * 50_000)
        for number in range(10):
            assert (mounted.folder / f"f{number}").stat().st_size == 50_000
        assert "No space left" in mounted.capture.failure()
        assert "make room" in mounted.capture.failure()
        records = mounted.records()
        assert records[-1].sequence == mounted.capture.position().last_sequence, "the tail is whole"
        big = small_disk / "00000000000000000001.segment"
        mounted.capture.set_acknowledged(records[-1].sequence)
        big.unlink()
        mounted.capture.resume_recording()
        (mounted.folder / "again").touch()
        assert mounted.records()[-1].path == b"again"


def test_a_queue_that_takes_only_a_part_of_a_record_keeps_whole_ones(tmp_path):
    # RLIMIT_FSIZE: the kernel writes up to the limit and then refuses with EFBIG, as a quota or a failing disk does in the middle.
    before, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Mounted(tmp_path) as mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        try:
            for number in range(10):
                (mounted.folder / f"f{number}").write_bytes(b"x" * 30_000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, old)
        assert [path.stat().st_size for path in mounted.folder.iterdir()] == [30_000] * 10, "the application was stopped"
        assert mounted.capture.failure()
        records = mounted.records()
        assert records[-1].sequence == mounted.capture.position().last_sequence, "the tail is whole"
        mounted.capture.set_acknowledged(records[-1].sequence)
        mounted.capture.resume_recording()
        (mounted.folder / "again").write_bytes(b"y")
        assert [record.path for record in mounted.records()][-2:] == [b"again", b"again"]
        recover(tmp_path / "unsafe")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_folder_that_is_a_mount_of_its_own(tmp_path, read_only):
    folder = tmp_path / "data"
    folder.mkdir()
    try:
        mounts.mount("tmpfs", str(folder), "tmpfs")
    except PermissionError:
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        (folder / "before").write_bytes(b"old")
        if read_only:
            mounts.mount("tmpfs", str(folder), "tmpfs", flags=mounts.READ_ONLY | 32)  # MS_REMOUNT
        with Mounted(tmp_path) as mounted:
            assert (folder / "before").read_bytes() == b"old"
            if read_only:
                with pytest.raises(OSError, match="Read-only"):
                    (folder / "after").touch()
                assert mounted.records() == [], "what did not happen was recorded"
            else:
                (folder / "after").write_bytes(b"new")
                assert mounted.kinds() == ["CREATE", "WRITE"]
            assert mounted.capture.failure() == ""
        assert sorted(os.listdir(folder)) == (["before"] if read_only else ["after", "before"]), "the mount beneath is not what it was"
    finally:
        mounts.unmount(str(folder))


def fsync_in_thread(path) -> tuple[threading.Thread, threading.Event, threading.Event]:
    began, returned = threading.Event(), threading.Event()

    def work() -> None:
        fd = os.open(path, os.O_CREAT | os.O_WRONLY)
        os.write(fd, b"committed")
        began.set()
        os.fsync(fd)
        returned.set()
        os.close(fd)

    thread = threading.Thread(target=work)
    thread.start()
    return thread, began, returned


def wait_for_waiters(mounted: Mounted, count: int) -> None:
    while mounted.capture.counters().durable_waiters != count:
        pass


def test_a_durable_fsync_waits_for_the_passive(tmp_path):
    with Mounted(tmp_path, durable=True) as mounted:
        thread, began, returned = fsync_in_thread(mounted.folder / "a")
        began.wait()
        wait_for_waiters(mounted, 1)
        last = mounted.capture.position().last_sequence
        mounted.capture.set_acknowledged(last - 1)
        assert not returned.is_set()
        (mounted.folder / "other").write_text("other requests go on while one waits")
        assert not returned.is_set()
        mounted.capture.set_acknowledged(last)
        thread.join()
        assert returned.is_set()
        # everything acknowledged already: no wait
        fd = os.open(mounted.folder / "a", os.O_RDONLY)
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        os.fsync(fd)
        os.close(fd)


def test_many_waiters_need_no_thread_each(tmp_path):
    with Mounted(tmp_path, durable=True, max_threads=4) as mounted:
        threads = [fsync_in_thread(mounted.folder / f"f{number}")[0] for number in range(20)]
        wait_for_waiters(mounted, 20)
        assert mounted.capture.counters().threads <= 4
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("how", ["peer away", "mode", "failure"])
def test_waiting_ends_when_it_no_longer_makes_sense(tmp_path, how):
    with Mounted(tmp_path, durable=True, stall=how == "mode", quota_bytes=30_000) as mounted:
        thread, _, _ = fsync_in_thread(mounted.folder / "a")
        wait_for_waiters(mounted, 1)
        if how == "peer away":
            mounted.capture.set_peer_present(False)
        elif how == "mode":
            mounted.capture.set_mode(durable=False, stall=True)
        else:
            (mounted.folder / "big").write_bytes(b"x" * 40_000)
            assert mounted.capture.failure()
        thread.join()


def waiting_process(mounted: Mounted) -> int:
    """Start a process that waits in a durable fsync; SIGUSR1 has a handler in it."""
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGUSR1, lambda *_: None)
            fd = os.open(mounted.folder / "a", os.O_CREAT | os.O_WRONLY)
            os.write(fd, b"x")
            os.fsync(fd)
        finally:
            os._exit(0)
    wait_for_waiters(mounted, 1)
    return child


@pytest.mark.parametrize(("fatal", "signals_before"), [(signal.SIGKILL, 0), (signal.SIGKILL, 1), (signal.SIGTERM, 0)])
def test_a_process_that_waits_for_an_absent_passive_can_be_killed(tmp_path, fatal, signals_before):
    with Mounted(tmp_path, durable=True, stall=True) as mounted:
        mounted.capture.set_peer_present(False)
        child = waiting_process(mounted)
        for _ in range(signals_before):
            os.kill(child, signal.SIGUSR1)
        os.kill(child, fatal)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == fatal
        wait_for_waiters(mounted, 0)


def test_a_signal_with_a_handler_does_not_end_the_wait(tmp_path):
    with Mounted(tmp_path, durable=True, stall=True) as mounted:
        child = waiting_process(mounted)
        os.kill(child, signal.SIGUSR1)
        while mounted.capture.counters().operations.get("interrupt") is None:
            pass  # the signal has arrived
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
        assert mounted.capture.counters().durable_waiters == 1
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_others_write_and_read_while_one_waits(tmp_path):
    with Mounted(tmp_path, durable=True, stall=True) as mounted:
        (mounted.folder / "a").write_bytes(b"y" * 10)
        child = waiting_process(mounted)
        assert (mounted.folder / "a").read_bytes()[:1] == b"x", "readers of the same file"
        (mounted.folder / "b").write_text("writers of other files")
        assert mounted.capture.counters().durable_waiters == 1
        mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
        os.waitpid(child, 0)


def test_stall_waits_for_an_absent_passive(tmp_path):
    with Mounted(tmp_path, durable=True, stall=True) as mounted:
        mounted.capture.set_peer_present(False)
        thread, _, returned = fsync_in_thread(mounted.folder / "a")
        wait_for_waiters(mounted, 1)
        assert not returned.is_set()
        mounted.capture.set_mode(durable=True, stall=False)
        thread.join()


def test_synchronous_files_are_durable_too(tmp_path):
    with Mounted(tmp_path, durable=True) as mounted:
        for flags in (os.O_SYNC, os.O_DSYNC, os.O_DSYNC | os.O_DIRECT):
            page = mmap.mmap(-1, 4096)
            done = threading.Event()

            def work(flags=flags, page=page, done=done) -> None:
                fd = os.open(mounted.folder / "a", os.O_CREAT | os.O_WRONLY | flags)
                os.write(fd, page)
                done.set()
                os.close(fd)

            thread = threading.Thread(target=work)
            thread.start()
            wait_for_waiters(mounted, 1)
            assert not done.is_set()
            mounted.capture.set_acknowledged(mounted.capture.position().last_sequence)
            thread.join()
            page.close()


def test_unmount_busy_and_lazy(mounted: Mounted):
    file = (mounted.folder / "open").open("wb", buffering=0)
    try:
        with pytest.raises(FilesOpen, match="still open"):
            mounted.capture.unmount()
        file.write(b"still served")
        mounted.capture.unmount(lazy=True)
        assert not os.path.ismount(mounted.folder)
        assert (mounted.folder / "open").read_bytes() == b"still served"
        with pytest.raises(OSError, match=r"Transport endpoint|aborted|Input/output"):
            file.write(b"no longer")
        before = mounted.capture.position()
        (mounted.folder / "past").write_text("not captured any more")
        assert mounted.capture.position() == before
        mounted.capture.unmount()
    finally:
        file.close()


def test_unmount_ends_a_waiting_fsync(tmp_path):
    with Mounted(tmp_path, durable=True) as mounted:
        outcome = []

        def work() -> None:
            fd = os.open(mounted.folder / "a", os.O_CREAT | os.O_WRONLY)
            os.write(fd, b"x")
            try:
                os.fsync(fd)
                outcome.append("confirmed")
            except OSError:
                outcome.append("error")
            finally:
                os.close(fd)

        thread = threading.Thread(target=work)
        thread.start()
        wait_for_waiters(mounted, 1)
        mounted.capture.unmount(lazy=True)
        thread.join()
        assert outcome == ["error"], "what the passive does not hold is not confirmed in durable mode"


def test_a_forced_unmount_keeps_what_was_mapped(mounted: Mounted):
    path = mounted.folder / "mapped"
    path.write_bytes(b"\0" * 8192)
    with path.open("r+b") as file:
        mapping = mmap.mmap(file.fileno(), 8192)
        mapping[100:105] = b"hello"
        mounted.capture.unmount(lazy=True)
        assert path.read_bytes()[100:105] == b"hello"
        assert any(b"hello" in record.payload for record in mounted.records())
        mapping.close()


def test_unmounted_by_somebody_else_while_files_are_open(mounted: Mounted):
    with (mounted.folder / "open").open("wb", buffering=0) as file:
        subprocess.run(["umount", "--lazy", mounted.folder], check=True)
        file.write(b"still served through the open file")
        mounted.capture.unmount()
        with pytest.raises(OSError, match=r"Transport endpoint|aborted|Input/output"):
            file.write(b"no longer")
    mounted.capture.mount()
    assert (mounted.folder / "open").read_bytes() == b"still served through the open file"


def test_a_mount_taken_away_by_somebody_else_is_said(mounted: Mounted):
    (mounted.folder / "a").touch()
    mounted.capture.position()
    assert mounted.capture.arm()
    subprocess.run(["umount", mounted.folder], check=True)
    assert select.select([mounted.capture.wake_fd], [], [], 30)[0]
    assert "Something other than the node unmounted" in mounted.capture.failure()
    assert mounted.capture.counters().lost_since_sequence == 2
    mounted.capture.unmount()


def test_an_ordinary_unmount_is_no_failure(mounted: Mounted):
    mounted.capture.unmount()
    assert mounted.capture.failure() == ""


def test_mount_again_after_unmount(mounted: Mounted):
    (mounted.folder / "a").touch()
    mounted.capture.unmount()
    mounted.capture.mount()
    assert os.listdir(mounted.folder) == ["a"]
    (mounted.folder / "b").touch()
    assert mounted.kinds() == ["CREATE", "CREATE"]


def test_a_forced_unmount_leaves_nothing_open(mounted: Mounted):
    (mounted.folder / "d" / "e").mkdir(parents=True)
    before = len(os.listdir("/proc/self/fd"))
    with Mounted(mounted.second) as other:
        mine = [(other.folder / f"f{number}").open("wb") for number in range(20)]
        listing = os.scandir(other.folder)
        next(listing)
        for number in range(20):
            os.link(other.folder / f"f{number}", other.folder / f"g{number}")
        other.capture.unmount(lazy=True)
        assert other.capture.counters().nodes == other.capture.counters().names == 0
        listing.close()
        for file in mine:
            file.close()
    del other
    assert len(os.listdir("/proc/self/fd")) == before


def test_bad_folders_are_refused_with_what_to_do(tmp_path):
    common: dict[str, Any] = {"set_name": "s", "set_id": b"0" * 16, "generation": 1, "first_sequence": 1, "quota_bytes": 1}
    with pytest.raises(BadFolder, match="does not exist"):
        Capture(folder=str(tmp_path / "no"), journal_directory=str(tmp_path), **common)
    (tmp_path / "data" / "state").mkdir(parents=True)
    with pytest.raises(BadFolder, match="cannot record itself"):
        Capture(folder=str(tmp_path / "data"), journal_directory=str(tmp_path / "data" / "state"), **common)
    with pytest.raises(JournalFull, match="make room or rights"):
        Capture(folder=str(tmp_path / "data"), journal_directory=str(tmp_path / "missing"), **common)


def test_counters_and_latency(mounted: Mounted):
    with (mounted.folder / "a").open("wb", buffering=0) as file:
        for _ in range(10):
            file.write(b"x" * 100)
    while (counters := mounted.capture.counters()).operations["write"].count < 10:
        pass  # a request is counted just after it is answered
    assert sum(counters.operations["write"].latency_buckets) == 10
    asked = counters.operations.get("getxattr")
    assert asked is None or asked.count < 5, "the kernel does not ask for capabilities before each write"
    assert counters.records == 11
    assert counters.captured_bytes == mounted.capture.position().end_offset_bytes - 64
