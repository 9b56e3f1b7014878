"""Changes a tree in every way and counts files up in order, inside a server: `python tree_load.py FOLDER SEED`.

It stays in the mount in which it began: when that goes, every call fails, and it ends without touching what lies beneath.
"""

import errno
import os
import random
import struct
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.system.mixed_load import Mutator

COUNTERS = 8
STEPS_BETWEEN = 3
PAUSE_S = 0.003
_GONE = (errno.ENOTCONN, errno.ESTALE, errno.ECONNABORTED)


class Order:
    """Counters in files of their own and one name that carries the number; each step changes all of them, one after the other."""

    def __init__(self) -> None:
        Path("order").mkdir(exist_ok=True)
        self._files = [os.open(f"order/counter-{index}", os.O_RDWR | os.O_CREAT, 0o600) for index in range(COUNTERS)]
        counts = [int.from_bytes(os.pread(file, 8, 0), "little") for file in self._files]
        marks = [name for name in os.listdir("order") if name.startswith("mark-")]
        self._number = max(counts)
        # A takeover may have left a step half done: finish it before the next one begins.
        for file in self._files:
            self._write(file)
        self._mark = f"order/{marks[0]}" if marks else "order/mark-0"
        Path(self._mark).touch()
        self._move_mark()

    def step(self) -> None:
        """Count once."""
        self._number += 1
        for index, file in enumerate(self._files):
            if index == COUNTERS // 2:
                self._move_mark()
            self._write(file)

    def _write(self, file: int) -> None:
        os.pwrite(file, struct.pack("<Q", self._number), 0)

    def _move_mark(self) -> None:
        new = f"order/mark-{self._number}"
        os.rename(self._mark, new)
        self._mark = new


def main(folder: str, seed: int) -> None:
    """Change until ended, or until the mount is gone."""
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    Path("mixed").mkdir(exist_ok=True)
    mutator, order, chance = Mutator(Path("mixed"), seed), Order(), random.Random(seed)
    while True:
        try:
            os.stat(".")
            order.step()
            for _ in range(chance.randrange(STEPS_BETWEEN)):
                mutator.step()
        except OSError as error:
            if error.errno in _GONE:
                return
            raise
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
