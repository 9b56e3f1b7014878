"""Keeps the protected applications of this server as they should be: running on the active, stopped on the passive."""

import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from twinhelm_node.applications.driver import driver_for
from twinhelm_node.applications.protected import ProtectedApplication
from twinhelm_node.domain.errors import NotFound, NotReady, TwinhelmError
from twinhelm_node.domain.events import Severity
from twinhelm_node.domain.pair import Application
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus
from twinhelm_node.failover.executor import Event

RESTARTS = 3
RESTART_WINDOW_S = 120.0


class ApplicationKeeper:
    """Starts and stops all applications for the executor, and restarts one that fails on the active."""

    def __init__(
        self, runtime_directory: Path, *, event: Event, changed: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._runtime_directory = runtime_directory
        self._event = event
        self._changed = changed
        self._clock = clock
        self._applications: dict[str, ProtectedApplication] = {}
        self._looked_at: dict[str, float] = {}
        self._watching: dict[str, asyncio.Task[None]] = {}
        self._releasing: dict[str, asyncio.Task[None]] = {}
        self._wanted = False
        self._left_alone: set[str] = set()  # stopped by a person on the active
        self._restarts: dict[str, list[float]] = {}

    def define(self, applications: Iterable[Application]) -> None:
        """Make the applications those of the pair document; unchanged ones are not touched."""
        wanted = {one.name: one for one in applications}
        for name in [name for name, known in self._applications.items() if wanted.get(name) != known.application]:
            self._watching.pop(name).cancel()
            gone = self._applications.pop(name)
            if name not in wanted:
                self._left_alone.discard(name)
                self._releasing[name] = asyncio.create_task(self._release(gone))
        for name, application in wanted.items():
            if name in self._applications:
                continue
            try:
                driver = driver_for(application, self._runtime_directory)
            except TwinhelmError as error:
                self._event(Severity.CRITICAL, "application", str(error))
                continue
            known = ProtectedApplication(application, driver, lambda _: self._changed())
            self._applications[name] = known
            self._watching[name] = asyncio.create_task(self._watch(known))

    def statuses(self) -> tuple[ApplicationStatus, ...]:
        """Return every application as it was seen last."""
        return tuple(one.status for one in self._applications.values())

    def age_s(self, name: str) -> float:
        """How old a status is."""
        return max(0.0, self._clock() - self._looked_at.get(name, self._clock()))

    def resume(self) -> None:
        """The control process was restarted on the active: the applications run and should."""
        self._wanted = True

    async def start_all(self) -> None:
        """Start in order. Raises NotReady naming those that do not serve; they are tried again while this server is active."""
        self._wanted = True
        self._left_alone.clear()
        self._restarts.clear()
        failed = []
        for name, one in list(self._applications.items()):
            try:
                await one.start()
            except TwinhelmError as error:
                failed.append(str(error))
            self._looked_at[name] = self._clock()
        if failed:
            raise NotReady("; ".join(failed), "APPLICATION_FAILED")

    async def stop_all(self) -> None:
        """Stop in reverse order. Raises NotReady naming those that still run."""
        self._wanted = False
        failed = []
        for name, one in reversed(list(self._applications.items())):
            try:
                await one.stop()
            except TwinhelmError as error:
                failed.append(str(error))
            self._looked_at[name] = self._clock()
        if failed:
            raise NotReady("; ".join(failed), "APPLICATION_FAILED")

    async def start(self, name: str) -> ApplicationStatus:
        """Start one for a person."""
        self._left_alone.discard(name)
        return await self._find(name).start()

    async def stop(self, name: str) -> ApplicationStatus:
        """Stop one for a person; it is left alone until it is started again."""
        self._left_alone.add(name)
        return await self._find(name).stop()

    async def close(self) -> None:
        """Stop watching; the applications stay as they are."""
        for task in self._watching.values():
            task.cancel()
        await asyncio.gather(*self._watching.values(), *self._releasing.values(), return_exceptions=True)

    def _find(self, name: str) -> ProtectedApplication:
        if name not in self._applications:
            there_are = ", ".join(self._applications) or "none"
            raise NotFound(f"there is no application called {name}; there are: {there_are}", "UNKNOWN_APPLICATION")
        return self._applications[name]

    async def _watch(self, one: ProtectedApplication) -> None:
        """Look at one application for ever."""
        if (leaving := self._releasing.get(one.application.name)) is not None:
            await asyncio.gather(leaving, return_exceptions=True)  # the same name, added again
        try:
            await one.prepare()
        except TwinhelmError as error:
            self._event(Severity.WARNING, "application", str(error))
        while True:
            before = one.status.state
            status = await one.look()
            self._looked_at[status.name] = self._clock()
            if status.state is not before:
                self._report(status, before)
            down = status.state in (ApplicationState.FAILED, ApplicationState.STOPPED)
            if self._wanted and down and status.name not in self._left_alone:
                await self._restart(one)
            await asyncio.sleep(one.application.health_interval_s)

    async def _release(self, one: ProtectedApplication) -> None:
        """Leave a removed application to whoever started it before it was protected."""
        try:
            await one.release()
        except TwinhelmError as error:
            self._event(Severity.WARNING, "application", f"{one.application.name} is not protected any more, but {error}")
        finally:
            self._releasing.pop(one.application.name, None)

    def _report(self, status: ApplicationStatus, before: ApplicationState) -> None:
        if status.state is ApplicationState.FAILED:
            self._event(Severity.WARNING, "application", f"{status.name} failed: {status.detail or 'its health check fails'}")
        elif status.state is ApplicationState.RUNNING and not self._wanted:
            self._event(Severity.WARNING, "application", f"{status.name} runs on a passive server; stop it there")
        elif status.state is ApplicationState.RUNNING and before is ApplicationState.FAILED:
            self._event(Severity.OK, "application", f"{status.name} serves again")

    async def _restart(self, one: ProtectedApplication) -> None:
        """Try again, a few times in a while; then leave it to a person."""
        name, now = one.application.name, self._clock()
        tries = [at for at in self._restarts.get(name, []) if now - at < RESTART_WINDOW_S]
        if len(tries) >= RESTARTS:
            return
        self._restarts[name] = [*tries, now]
        try:
            await one.stop()
            if self._wanted:
                await one.start()
                self._event(Severity.OK, "application", f"{name} was started again and serves")
        except TwinhelmError as error:
            last = len(tries) + 1 >= RESTARTS
            sentence = f"{error}; it was tried {RESTARTS} times, look at its own log, then start it again" if last else str(error)
            self._event(Severity.CRITICAL if last else Severity.WARNING, "application", sentence)
