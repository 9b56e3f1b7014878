"""What single file operations cost in a folder, in microseconds: one code for the native, the bare libfuse and the protected folder."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5


def _cost_us(work: Callable[[], None], count: int) -> float:
    """Median over rounds of the mean cost of one call of `work`, which does `count` operations."""
    means = []
    for _ in range(ROUNDS):
        began = time.perf_counter_ns()
        work()
        means.append((time.perf_counter_ns() - began) / count / 1000)
    return statistics.median(means)


def _write(path: Path, size: int, count: int, *, sync: bool = False) -> float:
    data = os.urandom(size)
    fd = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:

        def work() -> None:
            # the same few blocks over and over: the cost of the path, not of the disk behind it
            for number in range(count):
                os.pwrite(fd, data, number % 16 * size)
                if sync:
                    os.fsync(fd)

        work()
        return _cost_us(work, count)
    finally:
        os.close(fd)
        path.unlink()


def _create(directory: Path, count: int) -> float:
    def work() -> None:
        for number in range(count):
            os.close(os.open(directory / f"created-{number}", os.O_CREAT | os.O_WRONLY, 0o600))
        spent.append(time.perf_counter_ns())
        for number in range(count):
            (directory / f"created-{number}").unlink()

    means = []
    for _ in range(ROUNDS):
        spent: list[int] = []
        began = time.perf_counter_ns()
        work()
        means.append((spent[0] - began) / count / 1000)
    return statistics.median(means)


def _read(path: Path, count: int) -> float:
    path.write_bytes(os.urandom(4096 * 256))
    fd = os.open(path, os.O_RDONLY)
    try:

        def work() -> None:
            for number in range(count):
                os.pread(fd, 4096, number % 256 * 4096)

        work()
        return _cost_us(work, count)
    finally:
        os.close(fd)
        path.unlink()


def _uncached_read(path: Path, count: int) -> float:
    """Reads that the page cache of the file system under test cannot answer (O_DIRECT on FUSE ends in the page cache of the backing)."""
    import mmap

    path.write_bytes(os.urandom(4096 * 256))
    try:
        fd = os.open(path, os.O_RDONLY | os.O_DIRECT)
    except OSError:
        path.unlink()
        return 0.0
    page = mmap.mmap(-1, 4096)
    try:

        def work() -> None:
            for number in range(count):
                os.preadv(fd, [page], number % 256 * 4096)

        work()
        return _cost_us(work, count)
    finally:
        page.close()
        os.close(fd)
        path.unlink()


def _stat(path: Path, count: int) -> float:
    path.touch()

    def work() -> None:
        for _ in range(count):
            path.stat()

    work()
    cost = _cost_us(work, count)
    path.unlink()
    return cost


def measure(directory: Path, *, count: int = 2000) -> dict[str, float]:
    """Return the cost of each operation in microseconds. Needs about 50 MB in `directory` and leaves nothing behind."""
    return {
        "write_4k_us": _write(directory / "four", 4096, count),
        "synced_4k_us": _write(directory / "synced", 4096, max(25, count // 20), sync=True),
        "write_128k_us": _write(directory / "large", 128 * 1024, max(50, count // 10)),
        "create_us": _create(directory, max(50, count // 4)),
        "read_4k_us": _read(directory / "read", count),
        "direct_read_4k_us": _uncached_read(directory / "read", count),
        "stat_us": _stat(directory / "stat", count),
    }
