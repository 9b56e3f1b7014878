"""A protected application on this server: what it should be doing, what it does, and a loop that looks."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from twinhelm_node.applications.driver import Driver
from twinhelm_node.domain.errors import NotReady, TwinhelmError
from twinhelm_node.domain.pair import Application
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus

FIRST_LOOK_S = 0.02
LONGEST_LOOK_S = 0.5
FAILURES_BEFORE_FAILED = 2


class ProtectedApplication:
    """Start and stop are serialised; `watch` looks every `health_interval_s` and calls `changed` at each new status.

    One failed look may be a hiccup: only the second in a row ends the status "running".
    """

    def __init__(self, application: Application, driver: Driver, changed: Callable[[ApplicationStatus], None] | None = None) -> None:
        self.application = application
        self.status = ApplicationStatus(application.name, ApplicationState.STOPPED)
        self._driver = driver
        self._changed = changed
        self._busy = asyncio.Lock()
        self._failures = 0

    async def prepare(self) -> None:
        """Let nothing but Twinhelm start it."""
        await self._driver.prepare()

    async def release(self) -> None:
        """Leave it to others from now on; it goes on as it is."""
        async with self._busy:
            await self._driver.release()

    async def start(self) -> ApplicationStatus:
        """Start and wait until it serves; raises NotReady (APPLICATION_FAILED) if it does not within its start timeout."""
        async with self._busy:
            self._set(ApplicationStatus(self.application.name, ApplicationState.STARTING))
            last = self.status
            try:
                async with asyncio.timeout(self.application.start_timeout_s):
                    await self._driver.start()
                    pause_s = FIRST_LOOK_S
                    while (last := await self._driver.probe()).state is not ApplicationState.RUNNING:
                        await asyncio.sleep(pause_s)
                        pause_s = min(pause_s * 2, LONGEST_LOOK_S)
            except TimeoutError:
                raise self._failed(
                    f"{self.application.name} does not serve {self.application.start_timeout_s:g} s after its start. {last.detail}"
                ) from None
            except TwinhelmError as error:
                raise self._failed(f"{self.application.name} cannot be started: {error}") from error
            self._failures = 0
            self._set(last)
            return last

    async def stop(self) -> ApplicationStatus:
        """Stop; raises NotReady (APPLICATION_FAILED) if that fails."""
        async with self._busy:
            self._set(ApplicationStatus(self.application.name, ApplicationState.STOPPING))
            try:
                await self._driver.stop()
            except TwinhelmError as error:
                raise self._failed(f"{self.application.name} cannot be stopped: {error}") from error
            self._failures = 0
            self._set(ApplicationStatus(self.application.name, ApplicationState.STOPPED))
            return self.status

    async def look(self) -> ApplicationStatus:
        """Look once, unless a start or stop is under way."""
        if self._busy.locked():
            return self.status
        async with self._busy:
            seen = await self._driver.probe()
            # Also "stopped": a driver that was made anew does not know that the application should run.
            down = seen.state in {ApplicationState.FAILED, ApplicationState.STOPPED}
            self._failures = self._failures + 1 if down else 0
            if self._failures and self._failures < FAILURES_BEFORE_FAILED and self.status.state is ApplicationState.RUNNING:
                return self.status
            self._set(seen)
            return seen

    async def watch(self) -> None:
        """Look for ever; cancel to end."""
        while True:
            await self.look()
            await asyncio.sleep(self.application.health_interval_s)

    def _failed(self, sentence: str) -> NotReady:
        self._set(ApplicationStatus(self.application.name, ApplicationState.FAILED, sentence.strip()))
        return NotReady(sentence.strip(), "APPLICATION_FAILED")

    def _set(self, status: ApplicationStatus) -> None:
        if status != self.status:
            self.status = replace(status)
            if self._changed is not None:
                self._changed(status)
