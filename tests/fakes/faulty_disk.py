"""A disk that fails: calls that give errors or write less, syncs that fail and drop what they should have written, power cuts.

The files are real, so what is read is what a running machine reads (the page cache); what would be left after a power cut is kept
beside them in 512-byte sectors. After Linux: a sync that fails marks its pages clean, the next one succeeds without them.
"""

import errno
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from twinhelm_node.journal.record import Buffer

SECTOR = 512


@dataclass
class _OnDisk:
    """What the platters hold of one file, and which sectors of it wait in memory."""

    content: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)
    has_name: bool = False


class FaultyDisk:
    """The files of one directory (twinhelm_node.journal.disk_calls.DiskCalls). `fault_ratio` of the calls fail."""

    def __init__(self, directory: Path, chance: random.Random, fault_ratio: float) -> None:
        self._directory = directory
        self._chance = chance
        self._files: dict[str, _OnDisk] = {}
        self._removed: dict[str, _OnDisk] = {}
        self.fault_ratio = fault_ratio
        self.faults = 0

    # twinhelm_node.journal.disk_calls.DiskCalls

    def write(self, descriptor: int, data: bytes, /) -> int:
        return self.pwrite(descriptor, data, os.fstat(descriptor).st_size)

    def pwrite(self, descriptor: int, data: Buffer, offset: int, /) -> int:
        return self.pwritev(descriptor, [data], offset)

    def pwritev(self, descriptor: int, buffers: Sequence[Buffer], offset: int, /) -> int:
        data = b"".join(buffers)
        if self._fails():
            # part of it may be in the file although the call says nothing of it
            self._put(descriptor, data[: self._chance.randrange(len(data) + 1)], offset)
            raise OSError(self._chance.choice((errno.EIO, errno.ENOSPC, errno.EDQUOT)), "faulty disk")
        if self._chance.random() < self.fault_ratio:
            data = data[: self._chance.randrange(1, len(data) + 1)]
        self._put(descriptor, data, offset)
        return len(data)

    def fdatasync(self, descriptor: int, /) -> None:
        name = self._name(descriptor)
        file = self._files.setdefault(name, _OnDisk())
        fails = self._fails()
        self._reach_disk(name, file, 0.5 if fails else 1.0)
        file.dirty.clear()
        if fails:
            raise OSError(errno.EIO, "faulty disk")

    def fsync(self, descriptor: int, /) -> None:
        if self._name(descriptor) != "":
            self.fdatasync(descriptor)
            return
        if self._fails():
            raise OSError(errno.EIO, "faulty disk")
        for name, file in self._files.items():
            file.has_name = file.has_name or (self._directory / name).exists()
        self._removed.clear()

    def ftruncate(self, descriptor: int, length: int, /) -> None:
        if self._fails():
            raise OSError(errno.EIO, "faulty disk")
        os.ftruncate(descriptor, length)
        self._files.setdefault(self._name(descriptor), _OnDisk()).dirty.add(length // SECTOR)

    def unlink(self, path: str, /) -> None:
        if self._fails():
            raise OSError(errno.EIO, "faulty disk")
        os.unlink(path)
        name = os.path.basename(path)
        file = self._files.pop(name, None)
        if file is not None and file.has_name:
            self._removed[name] = file

    # What tests do to it

    def cut_power(self) -> None:
        """Lose what waited in memory; part of it, in any order, may have been written."""
        # A removed file may come back, unless another one of its name is known to have taken its place.
        back = {name: file for name, file in self._removed.items() if name not in self._files or not self._files[name].has_name}
        for name, file in [*self._files.items(), *back.items()]:
            self._reach_disk(name, file, self._chance.choice((0.0, 0.3, 0.9)))
            path = self._directory / name
            if file.has_name or (name in self._files and self._chance.random() < 0.5):
                path.write_bytes(file.content)
            else:
                path.unlink(missing_ok=True)
        self._removed.clear()
        self._files = {path.name: _OnDisk(bytearray(path.read_bytes()), has_name=True) for path in self._directory.iterdir()}

    def _fails(self) -> bool:
        failed = self._chance.random() < self.fault_ratio
        self.faults += failed
        return failed

    def _name(self, descriptor: int) -> str:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        return "" if path == self._directory else path.name

    def _put(self, descriptor: int, data: bytes, offset: int) -> None:
        while data:
            written = os.pwrite(descriptor, data, offset)
            file = self._files.setdefault(self._name(descriptor), _OnDisk())
            file.dirty.update(range(offset // SECTOR, (offset + written - 1) // SECTOR + 1))
            data, offset = data[written:], offset + written

    def _reach_disk(self, name: str, file: _OnDisk, ratio: float) -> None:
        path = self._directory / name
        cached = path.read_bytes() if path.exists() and name in self._files else b""
        for sector in sorted(file.dirty):
            if self._chance.random() < ratio:
                piece = cached[sector * SECTOR : (sector + 1) * SECTOR]
                end = sector * SECTOR + len(piece)
                if len(file.content) < end:
                    file.content.extend(bytes(end - len(file.content)))
                file.content[sector * SECTOR : end] = piece
        if ratio == 1.0:
            del file.content[len(cached) :]
