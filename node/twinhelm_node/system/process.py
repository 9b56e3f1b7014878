"""Running other programs: argument lists only, never a shell, and always with an end.

Output goes to temporary files instead of pipes, because a program that starts a daemon (`pg_ctl start`) hands its output on
to it, and a pipe would then stay open as long as the daemon lives.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from twinhelm_node.domain.errors import NotFound, TwinhelmError

OUTPUT_LIMIT_BYTES = 1024 * 1024


class ProcessTimeout(TwinhelmError):
    """A program did not end in time and was killed together with its children."""

    reason = "PROCESS_TIMEOUT"


class ProcessFailed(TwinhelmError):
    """A program ended with another exit status than 0."""

    reason = "PROCESS_FAILED"


@dataclass(frozen=True, slots=True)
class Completed:
    """What a program left behind. Output is cut at 1 MiB (its end is kept)."""

    arguments: tuple[str, ...]
    returncode: int
    stdout: str
    stderr: str

    @property
    def complaint(self) -> str:
        """The last line the program said, for a sentence to an administrator."""
        lines = (self.stderr.strip() or self.stdout.strip()).splitlines()
        return lines[-1].strip() if lines else f"exit status {self.returncode}"

    def require_success(self) -> "Completed":
        """Return itself; raises ProcessFailed unless the exit status is 0."""
        if self.returncode != 0:
            raise ProcessFailed(f"{self.arguments[0]} failed with exit status {self.returncode}: {self.complaint}")
        return self


def run(arguments: Sequence[str], *, timeout_s: float, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Completed:
    """Run a program to its end and return what it left. Raises NotFound and ProcessTimeout."""
    with _files(stdin) as (given, out, err):
        try:
            process = subprocess.Popen(
                list(arguments), stdin=given, stdout=out, stderr=err, env=None if env is None else dict(env), start_new_session=True
            )
        except (FileNotFoundError, PermissionError) as error:
            raise _not_found(arguments, error) from error
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise _timeout(arguments, timeout_s) from None
        finally:
            if process.poll() is None:
                kill_group(process.pid)
                process.wait()
        return _completed(arguments, process.returncode, out, err)


async def run_async(arguments: Sequence[str], *, timeout_s: float, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Completed:
    """Like `run`, without holding up the event loop; a cancelled call kills the program too."""
    with _files(stdin) as (given, out, err):
        try:
            process = await asyncio.create_subprocess_exec(
                *arguments, stdin=given, stdout=out, stderr=err, env=None if env is None else dict(env), start_new_session=True
            )
        except (FileNotFoundError, PermissionError) as error:
            raise _not_found(arguments, error) from error
        try:
            # WORKAROUND https://github.com/python/cpython/issues/86296: before Python 3.12, wait_for loses a
            # cancellation that arrives as the program ends.
            async with asyncio.timeout(timeout_s):
                returncode = await process.wait()
        except TimeoutError:
            raise _timeout(arguments, timeout_s) from None
        finally:
            if process.returncode is None:
                kill_group(process.pid)
                await process.wait()
        return _completed(arguments, returncode, out, err)


async def start(arguments: Sequence[str], *, env: Mapping[str, str] | None = None) -> asyncio.subprocess.Process:
    """Start a long-lived child in its own process group, its output (both streams) readable from `process.stdout`."""
    try:
        return await asyncio.create_subprocess_exec(
            *arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            start_new_session=True,
        )
    except (FileNotFoundError, PermissionError) as error:
        raise _not_found(arguments, error) from error


def kill_group(pid: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to a child started here and to everything it started in its session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


@contextlib.contextmanager
def _files(stdin: bytes) -> Iterator[tuple[IO[bytes], IO[bytes], IO[bytes]]]:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        yield given, out, err


def _completed(arguments: Sequence[str], returncode: int, out: IO[bytes], err: IO[bytes]) -> Completed:
    return Completed(tuple(arguments), returncode, _tail(out), _tail(err))


def _tail(file: IO[bytes]) -> str:
    size = os.fstat(file.fileno()).st_size
    return os.pread(file.fileno(), OUTPUT_LIMIT_BYTES, max(0, size - OUTPUT_LIMIT_BYTES)).decode(errors="replace")


def _timeout(arguments: Sequence[str], timeout_s: float) -> ProcessTimeout:
    return ProcessTimeout(f"{Path(arguments[0]).name} did not end within {timeout_s:g} s and was killed")


def _not_found(arguments: Sequence[str], error: OSError) -> NotFound:
    return NotFound(f"{arguments[0]} cannot be run ({error.strerror}); install it or correct the command", "PROGRAM_MISSING")
