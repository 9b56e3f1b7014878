"""Trees to copy, planted on the disk of a server of the lab, and the set that protects one of them for a while."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.errors import NotReady, TwinhelmError, Unreachable
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.status import SetState, SetStatus
from twinhelm_node.domain.verification import CheckPhase
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.lab import Lab

MEBIBYTE = 1 << 20
# On the disk of a server, beside the folder that the lab protects, and how the server calls it.
PLACE, SEEN = "log", "/srv/log"
ASK_AGAIN_S = 0.1


def plant_mixed(folder: Path, large_mebibytes: int, small_files: int) -> int:
    """Large files of noise, which no compression makes smaller, and small ones of 1 to 16 KiB of text; returns the bytes."""
    chance = random.Random(8)
    (folder / "large").mkdir(parents=True)
    for number in range(4):
        with (folder / f"large/{number}").open("wb") as file:
            for _ in range(large_mebibytes // 4):
                file.write(chance.randbytes(MEBIBYTE))
    total = large_mebibytes // 4 * 4 * MEBIBYTE
    text = b"".join(b"%08x a line of a file like many others\n" % chance.getrandbits(32) for _ in range(1000))
    for number in range(small_files):
        if number % 200 == 0:
            (folder / f"small/{number // 200}").mkdir(parents=True)
        start, size = chance.randrange(16384), chance.randrange(1024, 16384)
        total += (folder / f"small/{number // 200}/{number % 200}").write_bytes(text[start : start + size])
    return total


def plant_many(folder: Path, files: int) -> int:
    """Files with a line each, a thousand in a folder; returns the bytes."""
    for number in range(files):
        if number % 1000 == 0:
            place = folder / f"{number // 1_000_000}/{number // 1000 % 1000}"
            place.mkdir(parents=True)
        (place / f"file-{number}").write_bytes(b"file %09d\n" % number)
    return files * 15


@contextmanager
def protected(lab: Lab, client: AdminClient, folder: str, set_name: str) -> Iterator[str]:
    """Protect `/srv/log/<folder>` as a new set, whose name it yields; afterwards the passive's folder is put aside.

    Put aside and not removed: ext4 searches long for inodes that were freed a moment ago, and what is measured next would pay.
    """
    copy = lab.disk("pollux") / PLACE / folder
    copy.mkdir()
    wait_until(f"{folder} to be free", lambda: _protect(client, ProtectedSet(set_name, f"{SEEN}/{folder}")), 60.0)
    try:
        yield set_name
    finally:
        client.remove_set(set_name)
        until_gone(lab, f"{SEEN}/{folder}")
        copy.rename(copy.with_name(f"gone-{set_name}"))


def _protect(client: AdminClient, new: ProtectedSet) -> bool:
    """False while the replicator has not let go of the folder after another set was removed."""
    try:
        client.add_set(new)
    except NotReady:
        return False
    return True


def until_gone(lab: Lab, folder: str, timeout_s: float = 120.0) -> None:
    """Wait until no server has a mount on this folder any more."""
    deadline = time.monotonic() + timeout_s
    while any(lab.exec(server, ["mountpoint", "-q", folder]).returncode == 0 for server in layout.SERVERS):
        if time.monotonic() > deadline:
            raise TwinhelmError(f"{folder} is still mounted after {timeout_s:g} s", "STILL_MOUNTED")
        time.sleep(ASK_AGAIN_S)


def status_of(client: AdminClient, name: str) -> SetStatus | None:
    """What the active says of this set; None while nobody answers or it is not there yet."""
    try:
        return next((one.status for one in client.view().sets if one.status.name == name), None)
    except Unreachable:
        return None


def until_synchronized(client: AdminClient, name: str, timeout_s: float) -> SetStatus:
    """Wait until the passive holds everything of this set and has applied it."""
    deadline = time.monotonic() + timeout_s
    while True:
        status = status_of(client, name)
        if status is not None and status.state is SetState.SYNCHRONIZED and status.applied_sequence == status.captured_sequence:
            return status
        if time.monotonic() > deadline:
            raise TwinhelmError(f"set {name} is not synchronized after {timeout_s:g} s: {status and status.detail}", "TOO_SLOW")
        time.sleep(ASK_AGAIN_S)


def until_checked(client: AdminClient, name: str, timeout_s: float) -> None:
    """Wait until the check of this set that was asked for last is done."""

    def done() -> bool:
        checks = next(one.checks for one in client.data.verifications() if one.checks.set_name == name)
        return checks.current is None and checks.last is not None and checks.last.phase is CheckPhase.DONE

    wait_until(f"the check of {name}", done, timeout_s)
