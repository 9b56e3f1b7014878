"""How much a folder holds and how much room its disk has."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FolderSize:
    """`complete` is False when counting took too long: then it is at least this much."""

    files: int
    bytes: int
    complete: bool


@dataclass(frozen=True, slots=True)
class FolderLook:
    """Whether a folder is there, and the disk below it (or below its nearest folder above)."""

    exists: bool
    free_bytes: int
    total_bytes: int


def look_at_folder(path: str) -> FolderLook:
    """Look at a folder of this server. Raises OSError when not even the root can be asked."""
    exists = os.path.isdir(path)
    nearest = os.path.abspath(path)
    while not os.path.isdir(nearest):
        nearest = os.path.dirname(nearest)
    disk = os.statvfs(nearest)
    return FolderLook(exists, disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize)


def measure_folder(path: str, limit_s: float, clock: Callable[[], float] = time.monotonic) -> FolderSize:
    """Count files and the bytes they take on the disk, for at most `limit_s`; hard links count once. Blocks."""
    deadline = clock() + limit_s
    files = size = 0
    seen: set[tuple[int, int]] = set()
    waiting = [path]
    while waiting:
        try:
            entries = os.scandir(waiting.pop())
        except OSError:
            continue
        with entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                if status.st_nlink > 1:
                    if (status.st_dev, status.st_ino) in seen:
                        continue
                    seen.add((status.st_dev, status.st_ino))
                files += 1
                size += status.st_blocks * 512
        if clock() > deadline:
            return FolderSize(files, size, complete=not waiting)
    return FolderSize(files, size, complete=True)
