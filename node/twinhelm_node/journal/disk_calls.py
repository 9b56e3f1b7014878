"""The system calls with which a queue reaches its disk, as a port: the real ones are the module `os`, tests make them fail."""

from collections.abc import Sequence
from typing import Protocol

from twinhelm_node.journal.record import Buffer


class DiskCalls(Protocol):
    """Functions of the module `os`, with its arguments and its OSError."""

    def write(self, descriptor: int, data: bytes, /) -> int:
        """Append: perhaps less than all."""
        ...

    def pwrite(self, descriptor: int, data: Buffer, offset: int, /) -> int:
        """Write at a place: perhaps less than all."""
        ...

    def pwritev(self, descriptor: int, buffers: Sequence[Buffer], offset: int, /) -> int:
        """Write several pieces: perhaps less than all."""
        ...

    def fdatasync(self, descriptor: int, /) -> None:
        """Make content durable. After an error nobody knows what of it is, and another call that succeeds tells nothing."""
        ...

    def fsync(self, descriptor: int, /) -> None:
        """Make content and attributes durable, or the names in a directory."""
        ...

    def ftruncate(self, descriptor: int, length: int, /) -> None:
        """Set the size."""
        ...

    def unlink(self, path: str, /) -> None:
        """Remove a name."""
        ...
