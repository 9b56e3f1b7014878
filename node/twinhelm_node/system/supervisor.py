"""Keeping children running: what systemd does, where there is no systemd."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twinhelm_node.system.process import kill_group, start

SHORT_LIFE_S = 1.0
PAUSE_AFTER_SHORT_LIFE_S = 0.5
LAST_LINES_S = 0.2


@dataclass(frozen=True, slots=True)
class Child:
    """A program that shall run all the time."""

    name: str
    arguments: tuple[str, ...]
    stop_timeout_s: float


async def supervise(children: Sequence[Child], say: Callable[[str], None]) -> None:
    """Run the children until SIGTERM or SIGINT, then end them in the order given, each before the next.

    One that ends is started again at once; one that lived less than a second after half a second, so that a child that cannot start does
    not eat the machine. `say` gets every line of their output with the child's name before it.
    """
    loop = asyncio.get_running_loop()
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    kept = [_Kept(child, say) for child in children]
    tasks = [asyncio.create_task(one.keep()) for one in kept]
    await asyncio.wait((asyncio.create_task(ending.wait()), *tasks), return_when=asyncio.FIRST_COMPLETED)
    for one, task in zip(kept, tasks, strict=True):
        await one.end()
        await task


class _Kept:
    def __init__(self, child: Child, say: Callable[[str], None]) -> None:
        self._child = child
        self._say = say
        self._process: asyncio.subprocess.Process | None = None
        self._ending = asyncio.Event()

    async def keep(self) -> None:
        clock = asyncio.get_running_loop().time
        last_lines: list[asyncio.Task[None]] = []
        while not self._ending.is_set():
            began = clock()
            self._process = await start(self._child.arguments)
            if self._ending.is_set():
                kill_group(self._process.pid, signal.SIGTERM)
            output = asyncio.create_task(self._pass_on(self._process))
            status = await self._process.wait()
            # Beside its successor, which must not wait for them: the other server counts the seconds.
            last_lines = [*(task for task in last_lines if not task.done()), asyncio.create_task(_finish(output))]
            if self._ending.is_set():
                break
            self._say(f"[{self._child.name}] ended with {status}; it is started again")
            if clock() - began < SHORT_LIFE_S:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PAUSE_AFTER_SHORT_LIFE_S):
                        await self._ending.wait()
        await asyncio.gather(*last_lines)

    async def end(self) -> None:
        self._ending.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(self._child.stop_timeout_s):
                await process.wait()
        except TimeoutError:
            self._say(f"[{self._child.name}] did not end within {self._child.stop_timeout_s:g} s and is killed")
            kill_group(process.pid)

    async def _pass_on(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while True:
            try:
                line = await process.stdout.readline()
            except ValueError:
                continue  # a line longer than the buffer: its beginning is dropped
            if not line:
                return
            self._say(f"[{self._child.name}] {line.decode(errors='replace').rstrip()}")


async def _finish(output: asyncio.Task[None]) -> None:
    """Wait for the last lines of a child that has ended. What it started may hold its output open for ever: then they are all there."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST_LINES_S):
            await output
