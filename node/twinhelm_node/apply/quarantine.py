"""Where things go that the active does not have: aside, with their path, not away."""

import errno
import logging
import os
import shutil
import stat
import time
from pathlib import Path

from twinhelm_node.apply.tree import Tree

_log = logging.getLogger(__name__)


class Quarantine:
    """Moves objects of a tree to `<set state>/quarantine/<time>/<path>`. Deletes them only where that is another file system."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._current: Path | None = None
        self.moved = 0
        self.deleted = 0

    def new_round(self) -> None:
        """Let what comes next go into a directory of its own."""
        self._current = None

    def take(self, tree: Tree, path: bytes) -> None:
        """Remove `path` from the tree, whatever it is; missing is fine."""
        try:
            seen = tree.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return
        if stat.S_ISDIR(seen.st_mode):
            tree.forget_below(path)
        tree.forget(path)
        parent, name = tree.parent(path)
        target = os.fsencode(self._round()) + b"/" + path
        try:
            os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
            while os.path.lexists(target):
                target += b"~"
            os.rename(name, target, src_dir_fd=parent)
            self.moved += 1
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EEXIST, errno.EPERM, errno.ENOSPC):
                raise
            _log.warning("%s is not on the active and was deleted: it could not be set aside (%s).", os.fsdecode(path), error.strerror)
            if stat.S_ISDIR(seen.st_mode):
                shutil.rmtree(name, dir_fd=parent)
            else:
                os.unlink(name, dir_fd=parent)
            self.deleted += 1

    def _round(self) -> Path:
        if self._current is None:
            self._current = self._directory / time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
            self._current.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._current
