"""Starting programs that live on beside this one: with given streams, and found again by a descriptor rather than a number."""

import os
import select
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from twinhelm_node.domain.errors import NotFound

Process = subprocess.Popen[bytes]
PIPE = subprocess.PIPE
NOTHING = subprocess.DEVNULL
Expired = subprocess.TimeoutExpired  # what Process.wait raises


def spawn(
    arguments: Sequence[str],
    *,
    stdin: int | None = NOTHING,
    stdout: int | None = None,
    stderr: int | None = None,
    env: Mapping[str, str] | None = None,
    kept: Sequence[int] = (),
    own_session: bool = False,
) -> Process:
    """Start a program and return it at once. `kept` descriptors stay open in it. Raises NotFound."""
    try:
        return subprocess.Popen(
            list(arguments),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            env=None if env is None else dict(env),
            pass_fds=tuple(kept),
            start_new_session=own_session,
        )
    except (FileNotFoundError, PermissionError) as error:
        raise NotFound(f"{arguments[0]} cannot be run ({error.strerror}); install it or correct the command", "PROGRAM_MISSING") from error


def spawn_into_file(arguments: Sequence[str], log: Path, *, env: Mapping[str, str] | None = None, kept: Sequence[int] = ()) -> Process:
    """Start a program in a session of its own whose output goes to the end of a file. Raises NotFound."""
    with log.open("ab") as file:
        return spawn(arguments, stdout=file.fileno(), stderr=file.fileno(), env=env, kept=kept, own_session=True)


def wait_for_end(pid: int, timeout_s: float) -> bool:
    """Wait for the end of any process, not only a child. False when it still runs after `timeout_s`."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        poller = select.poll()
        poller.register(descriptor, select.POLLIN)
        return bool(poller.poll(timeout_s * 1000))
    finally:
        os.close(descriptor)
