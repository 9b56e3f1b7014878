"""Changes a tree in every way a program can, until it is ended: `python mixed_load.py FOLDER SEED`, as a process inside a server."""

import contextlib
import ctypes
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

PUNCH_HOLE_KEEP_SIZE = 3
NAMES = [f"{word}-{number}" for word in ("report", "übersicht", "with space") for number in range(6)]
libc = ctypes.CDLL(None, use_errno=True)


class Mutator:
    """One folder and a random choice of what to do to it next."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._chance = random.Random(seed)

    def name(self) -> Path:
        """A name that exists, or does not."""
        depth = self._chance.randrange(3)
        return self._folder.joinpath(*(f"folder-{self._chance.randrange(3)}" for _ in range(depth)), self._chance.choice(NAMES))

    def step(self) -> None:
        """Do one thing; a thing that cannot be done now (the name is missing, or there already) is one of the cases."""
        doings: list[Callable[[Path], object]] = [
            self.write, self.write, self.append, self.sparse, self.truncate, self.punch, self.rename, self.link, self.symlink, self.unlink,
            self.attribute, self.mode, self.owner, self.times, self.directory, self.remove_directory, self.exchange_by_rename,
        ]  # fmt: skip
        with contextlib.suppress(OSError):
            self._chance.choice(doings)(self.name())

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._chance.randbytes(self._chance.choice((0, 1, 4096, 70_000))))

    def append(self, path: Path) -> None:
        with path.open("ab") as file:
            file.write(self._chance.randbytes(1000))
            os.fsync(file.fileno())

    def sparse(self, path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(self._chance.randrange(1, 50) * 100_000)
            file.write(b"far out")

    def truncate(self, path: Path) -> None:
        os.truncate(path, self._chance.randrange(100_000))

    def punch(self, path: Path) -> None:
        with path.open("r+b") as file:
            libc.fallocate(file.fileno(), PUNCH_HOLE_KEEP_SIZE, ctypes.c_long(4096), ctypes.c_long(8192))

    def rename(self, path: Path) -> None:
        path.rename(self.name())

    def exchange_by_rename(self, path: Path) -> None:
        """The way careful programs replace a file."""
        temporary = path.with_suffix(".new")
        temporary.write_bytes(self._chance.randbytes(5000))
        os.replace(temporary, path)

    def link(self, path: Path) -> None:
        os.link(path, self.name())

    def symlink(self, path: Path) -> None:
        path.symlink_to(self._chance.choice(("nowhere", "report-1", "folder-0/report-2")))

    def unlink(self, path: Path) -> None:
        path.unlink()

    def attribute(self, path: Path) -> None:
        if self._chance.random() < 0.3:
            os.removexattr(path, "user.colour")
        os.setxattr(path, "user.colour", self._chance.randbytes(self._chance.randrange(40)))

    def mode(self, path: Path) -> None:
        path.chmod(self._chance.choice((0o600, 0o640, 0o755, 0o2755)))

    def owner(self, path: Path) -> None:
        os.chown(path, self._chance.choice((0, os.geteuid())), -1, follow_symlinks=False)

    def times(self, path: Path) -> None:
        os.utime(path, ns=(self._chance.randrange(10**18), self._chance.randrange(10**18)))

    def directory(self, path: Path) -> None:
        (path.parent / f"folder-{self._chance.randrange(3)}").mkdir(parents=True)

    def remove_directory(self, path: Path) -> None:
        path.parent.rmdir()


if __name__ == "__main__":
    mutator = Mutator(Path(sys.argv[1]), int(sys.argv[2]))
    while True:
        mutator.step()
