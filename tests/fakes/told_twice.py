"""A story told twice: on a bare folder of the local file system and on a protected one beside it. All answers must be the same.

Afterwards the records of the protected folder go through the real applier; the passive's tree must equal the active's, times too.
"""

import ctypes
import errno
import os
import pickle
import shutil
import stat
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.fakes.mounted_capture import Mounted
from tests.fakes.replay import describe
from twinhelm_node.apply.applier import Applier
from twinhelm_node.apply.check import CheckState
from twinhelm_node.apply.filter import PathFilter
from twinhelm_node.apply.progress import Progress, boot_id
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.queue_reader import QueueReader
from twinhelm_node.journal.record import check_run
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.journal.segment import Position

libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: Any) -> int:
    """Call a function of libc; -1 becomes an OSError. Integers go as longs."""
    converted = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    function = getattr(libc, name)
    function.restype = ctypes.c_long
    result = function(*converted)
    if result in (-1, 0xFFFFFFFF):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return int(result)


def assert_same(expected: dict[Any, Any], found: dict[Any, Any], what: str) -> None:
    """Fail with every difference."""
    keys = [*expected, *(key for key in found if key not in expected)]
    differences = [f"{key!r}: {expected.get(key)!r:.300} ≠ {found.get(key)!r:.300}" for key in keys if expected.get(key) != found.get(key)]
    assert not differences, "\n".join([what, *differences])


class Story:
    """One telling: what was asked and what was answered, with errors by their name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[tuple[str, Any]] = []

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def tell(self, what: str, value: Any) -> None:
        """Note something that must be the same both times."""
        self.told.append((what, value))

    def ask(self, what: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Call and note the answer or the error; returns the answer, None after an error."""
        try:
            answer = function(*arguments, **named)
        except OSError as error:
            self.tell(what, errno.errorcode.get(error.errno or 0, str(error.errno)))
            return None
        self.tell(what, answer)
        return answer

    def open(self, what: str, path: Path | str | bytes, flags: int, mode: int = 0o666) -> int:
        """Open and note only whether it worked; returns the descriptor, -1 after an error."""
        try:
            descriptor = os.open(path, flags, mode)
        except OSError as error:
            self.tell(what, errno.errorcode.get(error.errno or 0, str(error.errno)))
            return -1
        self.tell(what, "opened")
        return descriptor

    def stat(self, what: str, path: Path | str | bytes | int) -> None:
        """Note what stat(2) says and must be the same: everything but numbers and times of this one object."""
        seen = os.stat(path) if isinstance(path, int) else os.lstat(path)
        size = seen.st_size if not stat.S_ISDIR(seen.st_mode) else 0
        self.tell(what, (oct(seen.st_mode), seen.st_uid, seen.st_gid, seen.st_nlink, size, seen.st_rdev, seen.st_blksize))

    def as_user(self, uid: int, gid: int, work: Callable[["Story"], object], groups: Iterable[int] = (), umask: int | None = None) -> None:
        """Do `work` in a process of that user."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                os.close(reader)
                self.told = []
                if umask is not None:
                    os.umask(umask)
                os.setgroups(list(groups))
                os.setresgid(gid, gid, gid)
                os.setresuid(uid, uid, uid)
                work(self)
                with os.fdopen(writer, "wb") as out:
                    pickle.dump(self.told, out)
                failed = 0
            except BaseException:  # noqa: BLE001  a child of fork must never return into pytest
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(failed)
        os.close(writer)
        with os.fdopen(reader, "rb") as answers:
            raw = answers.read()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, "the user's part of the story broke, see above"
        self.told += pickle.loads(raw)


class TwoFolders:
    """A bare and a protected folder side by side, and the way from the records to a passive's tree."""

    def __init__(self, base: Path, **settings: Any) -> None:
        self.base = base
        self.bare = base / "bare"
        self.bare.mkdir(exist_ok=True)
        self.mounted = Mounted(base, **settings)
        for folder in (self.bare, self.mounted.folder, self.mounted.second):
            folder.chmod(0o777)
            os.utime(folder, ns=(1, 1))

    def __call__(self, story: Callable[[Story], None], *, same_tree: bool = True, replay: bool = True) -> Story:
        """Tell the story on both folders, compare the answers and the trees, and replay. Returns the telling on the protected folder."""
        bare = Story(self.bare)
        story(bare)
        with self.mounted:
            protected = Story(self.mounted.folder)
            story(protected)
            assert_same(dict(enumerate(bare.told)), dict(enumerate(protected.told)), "the answers differ")
            if same_tree:
                assert_same(describe(self.bare, times=False), describe(self.mounted.folder, times=False), "the trees differ")
            assert self.mounted.capture.failure() == ""
            if replay:
                self.compare_passive()
        return protected

    def compare_passive(self) -> None:
        """Apply the records and compare the tree of the passive with the active's."""
        place = self.mounted.capture.position()
        end = Position(place.segment_first_sequence, place.end_offset_bytes, place.last_sequence)
        (self.base / "safe").mkdir()
        reader = QueueReader(self.mounted.unsafe)
        writer = SafeQueueWriter(self.base / "safe", b"0123456789abcdef", 0)
        while data := reader.read(end, 1 << 20):
            writer.append([(data, check_run(data, writer.position().last_sequence + 1))])
        reader.close()
        states: list[tuple[SetState, str]] = []
        progress = Progress(self.base / "progress", boot_id())
        applier = Applier(
            folder=str(self.mounted.second), safe_directory=self.base / "safe", quarantine_directory=self.base / "quarantine",
            progress=progress, check=CheckState(SetState.SYNCHRONIZED, "", 0, lambda state, detail: states.append((state, detail))),
            path_filter=PathFilter((), ()), durable=writer.position, idle=lambda: None,
        )  # fmt: skip
        applier.restore_times()
        while applier.step():
            pass
        applier.stop()
        writer.close()
        progress.close()
        assert states == []
        assert_same(describe(self.mounted.folder), describe(self.mounted.second), "the passive's tree differs")

    def close(self) -> None:
        """Take everything away."""
        shutil.rmtree(self.base)
