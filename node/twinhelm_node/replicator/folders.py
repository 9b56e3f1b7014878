"""Which folders can be protected together on this server."""

import errno
import logging
import os
from pathlib import Path

from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.system import mounts as mount_calls
from twinhelm_node.system.mount_table import OWN_KIND, read_mounts, share_files

_log = logging.getLogger(__name__)
_DEAD = frozenset({errno.ENOTCONN, errno.ECONNABORTED, errno.ECONNREFUSED})  # the mount's device is gone, was cut off, refused to begin
_BAD = frozenset({errno.EIO, errno.ESTALE})  # the kernel does not know its root any more; a disk says the same of itself


def check_overlaps(sets: tuple[ProtectedSet, ...], state_directory: str) -> None:
    """Refuse sets that share files, or that hold this server's own state. Raises InvalidInput (PATH_OVERLAPS)."""
    mounts = read_mounts()
    places = [(protected.name, Path(os.path.realpath(protected.path))) for protected in sets]
    for index, (name, path) in enumerate(places):
        state = Path(os.path.realpath(state_directory))
        if state.is_relative_to(path):
            raise InvalidInput(
                f"The set {name} holds the state directory {state_directory}; move one of them out of the other.", "PATH_OVERLAPS"
            )
        for other, other_path in places[:index]:
            if path.is_relative_to(other_path) or other_path.is_relative_to(path) or share_files(str(path), str(other_path), mounts):
                raise InvalidInput(
                    f"The sets {name} and {other} overlap ({path}, {other_path}); protect a folder in one set only.", "PATH_OVERLAPS"
                )


def check_folder(protected: ProtectedSet) -> None:
    """Refuse a set whose folder is not there. Raises InvalidInput (PATH_MISSING)."""
    take_away_dead_mount(protected.path)
    if not os.path.isdir(protected.path):  # False too for one that cannot be read
        raise InvalidInput(
            f"The folder {protected.path} of set {protected.name} does not exist on this server; create it and try again.", "PATH_MISSING"
        )


def take_away_dead_mount(path: str) -> None:
    """Unmount what a killed capture left over `path`, also while somebody still has files of it open; nothing that lives."""
    for _ in range(8):
        refusal = _refusal(path)
        if refusal not in _DEAD and not (refusal in _BAD and _capture_on_top(path)):
            return
        _log.warning("what a killed capture left mounted over %s is taken away: %s", path, os.strerror(refusal))
        try:
            mount_calls.unmount(path)
        except OSError as error:
            _log.error("it cannot be taken away; unmount it with 'umount -l %s': %s", path, error)
            return


def _refusal(path: str) -> int:
    """Return why a folder cannot be opened, 0: it can. A stat may be answered from the kernel's cache, opening may not."""
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
    except OSError as error:
        return error.errno or errno.EIO
    return 0


def _capture_on_top(path: str) -> bool:
    point = os.path.realpath(path)
    return next((mount.kind for mount in reversed(read_mounts()) if mount.point == point), "") == OWN_KIND


def holds_something(path: str) -> bool:
    """Return whether there is anything in a folder that a copy could be compared with."""
    try:
        with os.scandir(path) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
