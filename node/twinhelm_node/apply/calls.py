"""The three system calls that Python does not offer: renameat2, fallocate with a mode, utimensat with UTIME_OMIT."""

import ctypes
import os

RENAME_NOREPLACE = 1
RENAME_EXCHANGE = 2
RENAME_WHITEOUT = 4
UTIME_OMIT = (1 << 30) - 2  # linux/stat.h
AT_SYMLINK_NOFOLLOW = 0x100

_libc = ctypes.CDLL(None, use_errno=True)
_libc.renameat2.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
_libc.fallocate64.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)


class _Timespec(ctypes.Structure):
    _fields_ = (("tv_sec", ctypes.c_long), ("tv_nsec", ctypes.c_long))


_TimespecPair = _Timespec * 2
_libc.utimensat.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(_Timespec), ctypes.c_int)
_libc.futimens.argtypes = (ctypes.c_int, ctypes.POINTER(_Timespec))


def _check(result: int, path: bytes) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)


def rename(old_directory: int, old_name: bytes, new_directory: int, new_name: bytes, flags: int) -> None:
    """Rename with the flags of renameat2(2)."""
    if flags:
        _check(_libc.renameat2(old_directory, old_name, new_directory, new_name, flags), old_name)
    else:
        os.rename(old_name, new_name, src_dir_fd=old_directory, dst_dir_fd=new_directory)


def fallocate(descriptor: int, mode: int, offset: int, length: int) -> None:
    """Punch, zero, collapse or insert (fallocate(2) with a mode)."""
    _check(_libc.fallocate64(descriptor, mode, offset, length), b"")


def _times(mtime_ns: int, atime_ns: int | None) -> ctypes.Array[_Timespec]:
    atime = _Timespec(0, UTIME_OMIT) if atime_ns is None else _Timespec(atime_ns // 1_000_000_000, atime_ns % 1_000_000_000)
    return _TimespecPair(atime, _Timespec(mtime_ns // 1_000_000_000, mtime_ns % 1_000_000_000))


def set_times(directory: int, name: bytes, mtime_ns: int, atime_ns: int | None = None) -> None:
    """utimensat(2), not following a link; the access time stays unless given."""
    _check(_libc.utimensat(directory, name, _times(mtime_ns, atime_ns), AT_SYMLINK_NOFOLLOW), name)


def set_times_of(descriptor: int, mtime_ns: int, atime_ns: int | None = None) -> None:
    """futimens(3); the access time stays unless given."""
    _check(_libc.futimens(descriptor, _times(mtime_ns, atime_ns)), b"")


def syncfs(descriptor: int) -> None:
    """Make a whole file system durable (syncfs(2))."""
    _check(_libc.syncfs(descriptor), b"")
