"""What is mounted where (proc(5), /proc/[pid]/mountinfo): on what file system a folder is, and whether two paths lead to the same files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

OWN_KIND = "fuse.twinhelm"
# Changes by other machines pass a capture by.
SHARED_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs", "gfs2", "ocfs2", "lustre", "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs"}
)
_ESCAPE = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One line: directory `root` of the file system on `device` is seen at `point`."""

    device: str
    root: str
    point: str
    kind: str
    read_only: bool


def read_mounts() -> tuple[Mount, ...]:
    """Return what is mounted in the mount namespace of this process, in the order in which it was mounted."""
    return parse_mounts(Path("/proc/self/mountinfo").read_bytes())


def parse_mounts(content: bytes) -> tuple[Mount, ...]:
    """Read the lines of mountinfo."""
    found = []
    for line in content.splitlines():
        head, _, tail = line.partition(b" - ")
        fields, (kind, _, super_options) = head.split(b" "), tail.split(b" ", 2)
        read_only = b"ro" in fields[5].split(b",") or b"ro" in super_options.split(b",")
        found.append(Mount(fields[2].decode(), _text(fields[3]), _text(fields[4]), _text(kind), read_only))
    return tuple(found)


def beneath(path: str, mounts: Sequence[Mount]) -> Mount | None:
    """Return the mount that holds the files of `path`, looking through captures of Twinhelm."""
    return next((mount for mount in _stack(path, mounts) if mount.kind != OWN_KIND), None)


def share_files(one: str, other: str, mounts: Sequence[Mount]) -> bool:
    """Whether one path is, or lies in, the other one: also when a bind mount shows the same directory under two names."""
    return any(
        device == other_device and (place.is_relative_to(other_place) or other_place.is_relative_to(place))
        for device, place in _places(one, mounts)
        for other_device, other_place in _places(other, mounts)
    )


def _places(path: str, mounts: Sequence[Mount]) -> list[tuple[str, PurePosixPath]]:
    """Return where `path` is inside the file systems that hold it: in a capture, and in what the capture lies over."""
    found = []
    for mount in _stack(path, mounts):
        found.append((mount.device, PurePosixPath(mount.root) / PurePosixPath(path).relative_to(mount.point)))
        if mount.kind != OWN_KIND:
            break
    return found


def _stack(path: str, mounts: Sequence[Mount]) -> list[Mount]:
    """Return the mounts over `path`, the visible one first. `path` is absolute and leads over no link."""
    over = [(len(mount.point), order, mount) for order, mount in enumerate(mounts) if PurePosixPath(path).is_relative_to(mount.point)]
    return [mount for _, _, mount in sorted(over, key=lambda one: one[:2], reverse=True)]


def _text(field: bytes) -> str:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 8)]), field).decode("utf-8", "surrogateescape")
