"""Mounting and unmounting through the system calls themselves. See mount(2), umount2(2)."""

import ctypes
import os

READ_ONLY = 1
NO_SUID = 2
NO_DEV = 4
NO_EXEC = 8
BIND = 4096
RECURSIVE = 16384
PRIVATE = 1 << 18
DETACH = 2

_libc = ctypes.CDLL(None, use_errno=True)


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mount `source` of file system `kind` on `target`. Raises OSError that names the target."""
    result = _libc.mount(os.fsencode(source), os.fsencode(target), kind.encode() or None, ctypes.c_ulong(flags), data.encode() or None)
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"mount {kind or source}: {os.strerror(number)}", target)


def bind(source: str, target: str) -> None:
    """Show `source` (and what is mounted below it) at `target` too. Raises OSError."""
    mount(source, target, flags=BIND | RECURSIVE)


def make_private(target: str = "/") -> None:
    """Keep what is mounted below `target` from now on to this mount namespace. Raises OSError."""
    mount("none", target, flags=PRIVATE | RECURSIVE)


def unmount(target: str, flags: int = DETACH) -> None:
    """Take a mount away, by default as soon as nobody uses it any more. Raises OSError."""
    if _libc.umount2(os.fsencode(target), flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"unmount: {os.strerror(number)}", target)
