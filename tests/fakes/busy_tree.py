"""A tree with some of everything, and an application that never stops changing it."""

import os
import random
import threading
from pathlib import Path


def plant(folder: Path, seed: int = 1, files: int = 60) -> None:
    """A tree with some of everything."""
    chance = random.Random(seed)
    for index in range(files):
        directory = folder / f"d{index % 7}" / f"e{index % 3}"
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"f{index}").write_bytes(chance.randbytes(chance.randrange(1, 300_000)))
    os.link(folder / "d0/e0/f0", folder / "d1/linked")
    os.symlink("d0/e0/f0", folder / "points")
    os.mkfifo(folder / "pipe")
    os.setxattr(folder / "d0/e0/f0", "user.colour", b"blue")
    os.chown(folder / "d1/linked", 33, 44)
    os.chmod(folder / "d2", 0o2750)
    with (folder / "sparse").open("wb") as sparse:
        sparse.seek(5_000_000)
        sparse.write(b"end")


class Unrest(threading.Thread):
    """An application that changes the tree until it is told to stop."""

    def __init__(self, folder: Path, seed: int = 2) -> None:
        super().__init__()
        self._folder = folder
        self._chance = random.Random(seed)
        self._stop_now = threading.Event()
        self.error: Exception | None = None
        self.changes = 0

    def run(self) -> None:
        try:
            while not self._stop_now.is_set():
                self._change()
                self.changes += 1
        except Exception as error:  # noqa: BLE001 # told to the test by `end`
            self.error = error

    def end(self) -> None:
        self._stop_now.set()
        self.join()
        if self.error:
            raise self.error

    def _change(self) -> None:
        chance = self._chance
        everything = [Path(where) / name for where, _, names in os.walk(self._folder) for name in names]
        regular = [path for path in everything if path.is_file() and not path.is_symlink()]
        what = chance.randrange(9)
        if what == 0 or len(regular) < 10:
            (self._folder / f"new{chance.randrange(1000)}").write_bytes(chance.randbytes(chance.randrange(20_000)))
        elif what == 1:
            with chance.choice(regular).open("r+b") as file:
                file.seek(chance.randrange(100_000))
                file.write(chance.randbytes(5000))
        elif what == 2:
            os.rename(chance.choice(regular), self._folder / f"d{chance.randrange(7)}" / f"moved{chance.randrange(100)}")
        elif what == 3:
            source, target = self._folder / f"d{chance.randrange(1, 7)}", self._folder / f"dir{chance.randrange(5)}"
            if source.exists() and not target.exists():
                os.rename(source, target)
                source.mkdir()
        elif what == 4:
            chance.choice(regular).unlink()
        elif what == 5:
            target = self._folder / f"hard{chance.randrange(40)}"
            if not target.exists():
                os.link(chance.choice(regular), target)
        elif what == 6:
            os.chmod(chance.choice(regular), chance.choice([0o600, 0o644, 0o755]))
        elif what == 7:
            os.truncate(chance.choice(regular), chance.randrange(50_000))
        else:
            os.setxattr(chance.choice(regular), "user.note", str(self.changes).encode())
