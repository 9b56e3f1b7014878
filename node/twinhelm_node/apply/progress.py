"""How far the tree is: a small mapped file that survives the death of the process at any instruction.

```
offset  0  magic "TWPROG01"
        8  applied_sequence     everything up to it has been done to the tree
       16  applied_generation
       24  times_sequence       modification times are exact up to it; later ones may wait in memory
       32  durable_sequence     last sequence of the safe queue known to be synced (a lower bound)
       40  doubt_sequence       the record that was going to be applied and is not idempotent (0: none)
       48  doubt_value          inode number (RENAME, LINK) or size (FALLOCATE) seen before it was applied
       56  boot_id              16 bytes: the run of the kernel whose page cache holds what was applied
       72  clean                1: ended in order, everything applied was synced before
```
"""

import mmap
import os
from pathlib import Path
from typing import Any

_MAGIC = b"TWPROG01"
_SIZE = 4096
_APPLIED, _GENERATION, _TIMES, _DURABLE, _DOUBT, _DOUBT_VALUE, _CLEAN = 1, 2, 3, 4, 5, 6, 9
_BOOT_ID = slice(56, 72)


class Progress:
    """The mapped file. Every store is one aligned 8-byte word, so a kill never leaves half of one."""

    def __init__(self, path: Path, boot_id: bytes) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(descriptor).st_size < _SIZE:
                os.ftruncate(descriptor, _SIZE)
            self._map = mmap.mmap(descriptor, _SIZE)
        finally:
            os.close(descriptor)
        self.words: Any = memoryview(self._map).cast("Q")
        fresh = self._map[:8] != _MAGIC
        # whether what was applied is certainly in the tree: still in this kernel's page cache, or synced
        self.trustworthy = fresh or self._map[_BOOT_ID] == boot_id or self.words[_CLEAN] == 1
        self.words[_CLEAN] = 0
        self._map[:8] = _MAGIC
        self._map[_BOOT_ID] = boot_id

    @property
    def applied_sequence(self) -> int:
        """Everything up to this sequence has been done to the tree."""
        return int(self.words[_APPLIED])

    @property
    def applied_generation(self) -> int:
        """Generation of that record."""
        return int(self.words[_GENERATION])

    @property
    def times_sequence(self) -> int:
        """Modification times are exact up to this sequence."""
        return int(self.words[_TIMES])

    @property
    def durable_sequence(self) -> int:
        """The safe queue was synced at least up to here."""
        return int(self.words[_DURABLE])

    def applied(self, sequence: int) -> None:
        """Note that `sequence` has been applied."""
        self.words[_APPLIED] = sequence

    def generation(self, generation: int) -> None:
        """Note the generation of what is applied."""
        self.words[_GENERATION] = generation

    def times(self, sequence: int) -> None:
        """Note that no modification time up to `sequence` waits in memory."""
        self.words[_TIMES] = sequence

    def durable(self, sequence: int) -> None:
        """Note that the safe queue is durable up to `sequence`."""
        self.words[_DURABLE] = sequence

    def doubt(self, sequence: int, value: int) -> None:
        """Note what was seen before applying `sequence`, so that a restart can tell whether it had been done."""
        self.words[_DOUBT] = 0
        self.words[_DOUBT_VALUE] = value
        self.words[_DOUBT] = sequence

    def doubt_value(self, sequence: int) -> int | None:
        """Return what was seen before `sequence` was applied, or None if it was not begun."""
        return int(self.words[_DOUBT_VALUE]) if self.words[_DOUBT] == sequence else None

    def restart(self, generation: int, sequence: int) -> None:
        """Set every position anew: the tree continues after (generation, sequence)."""
        self.words[_DOUBT] = 0
        self.words[_DURABLE] = sequence
        self.words[_TIMES] = sequence
        self.words[_GENERATION] = generation
        self.words[_APPLIED] = sequence

    def close(self, *, clean: bool = False) -> None:
        """Unmap the file. `clean`: the tree has been synced, the next start may trust it after a reboot too."""
        if clean:
            self.words[_CLEAN] = 1
        self._map.flush()
        # A status that is being made in another thread at this moment still finds the last positions; the map goes with its last reader.
        self.words = tuple(self.words)


def boot_id() -> bytes:
    """Return the 16 bytes that change with every start of the machine (proc(5), random/boot_id)."""
    return bytes.fromhex(Path("/proc/sys/kernel/random/boot_id").read_text().strip().replace("-", ""))
