"""Moves a file or a folder with everything in it to another place; copies it when that is another file system."""

import errno
import os
import shutil
import stat

# what has to stay free where things are set aside, so that it never takes the room that replication needs
_STAYS_FREE_BYTES = 1024**3
_STAYS_FREE_RATIO = 0.05
_CHUNK_BYTES = 16 * 1024 * 1024


def move_aside(source: bytes, target: bytes) -> None:
    """Move `source` to `target`, which must not exist. Raises OSError (ENOSPC when there is too little room) with the source untouched."""
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    else:
        return
    _require_room(source, target)
    try:
        _copy(source, target)
    except OSError:
        remove(target)
        raise
    remove(source)


def remove(path: bytes) -> None:
    """Delete a file, or a folder with everything in it; missing is fine. No link is followed."""
    try:
        seen = os.lstat(path)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(seen.st_mode):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def measure(path: bytes, most: int = 100_000) -> tuple[int, int]:
    """Return (files, bytes on disk) of what is at `path`; looks at no more than `most` names."""
    files = size = 0
    stack = [path]
    while stack and most > 0:
        one = stack.pop()
        most -= 1
        try:
            seen = os.lstat(one)
            if stat.S_ISDIR(seen.st_mode):
                with os.scandir(one) as entries:
                    stack += [entry.path for entry in entries]
                continue
        except OSError:
            continue
        files += 1
        size += seen.st_blocks * 512
    return files, size


def _require_room(source: bytes, target: bytes) -> None:
    _, size = measure(source, 1 << 62)
    room = os.statvfs(os.path.dirname(target))
    stays_free = min(_STAYS_FREE_BYTES, room.f_blocks * room.f_frsize * _STAYS_FREE_RATIO)
    if room.f_bavail * room.f_frsize - size < stays_free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(target))


def _copy(source: bytes, target: bytes) -> None:
    """Copy an object as it is: kind, holes, owner, mode, times, extended attributes. Folders are not recursed into by calling."""
    folders: list[tuple[bytes, bytes]] = []
    stack = [(source, target)]
    while stack:
        old, new = stack.pop()
        seen = os.lstat(old)
        kind = stat.S_IFMT(seen.st_mode)
        if kind == stat.S_IFDIR:
            os.mkdir(new, 0o700)
            folders.append((old, new))
            stack += [(old + b"/" + name, new + b"/" + name) for name in os.listdir(old)]
            continue
        if kind == stat.S_IFLNK:
            os.symlink(os.readlink(old), new)
        elif kind == stat.S_IFREG:
            _copy_content(old, new, seen.st_size)
        else:
            os.mknod(new, kind | 0o600, seen.st_rdev)
        _copy_attributes(old, new, seen)
    for old, new in reversed(folders):
        _copy_attributes(old, new, os.lstat(old))


def _copy_attributes(old: bytes, new: bytes, seen: os.stat_result) -> None:
    os.chown(new, seen.st_uid, seen.st_gid, follow_symlinks=False)
    shutil.copystat(old, new, follow_symlinks=False)


def _copy_content(old: bytes, new: bytes, size: int) -> None:
    reading = os.open(old, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        writing = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(writing, size)
            offset = 0
            while offset < size:
                try:
                    offset = os.lseek(reading, offset, os.SEEK_DATA)
                except OSError as error:
                    if error.errno == errno.ENXIO:
                        break  # only a hole follows
                    raise
                end = os.lseek(reading, offset, os.SEEK_HOLE)
                while offset < end:
                    data = os.pread(reading, min(_CHUNK_BYTES, end - offset), offset)
                    if not data:
                        return
                    written = 0
                    while written < len(data):
                        written += os.pwrite(writing, data[written:], offset + written)
                    offset += len(data)
        finally:
            os.close(writing)
    finally:
        os.close(reading)
