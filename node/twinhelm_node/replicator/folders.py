"""Which folders can be protected together on this server."""

import errno
import logging
import os
from pathlib import Path

from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.system import mounts as mount_calls
from twinhelm_node.system.mount_table import read_mounts, share_files

_log = logging.getLogger(__name__)


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
    if not Path(protected.path).is_dir():
        raise InvalidInput(
            f"The folder {protected.path} of set {protected.name} does not exist on this server; create it and try again.", "PATH_MISSING"
        )


def take_away_dead_mount(path: str) -> None:
    """Unmount what a killed capture left over `path`; its device is gone, every access answers ENOTCONN."""
    for _ in range(8):
        try:
            # a stat may be answered from the kernel's cache, opening may not
            os.close(os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        except OSError as error:
            if error.errno != errno.ENOTCONN:
                return
            _log.warning("what a killed capture left mounted over %s is taken away", path)
            mount_calls.unmount(path)
        else:
            return


def holds_something(path: str) -> bool:
    """Return whether there is anything in a folder that a copy could be compared with."""
    try:
        with os.scandir(path) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
