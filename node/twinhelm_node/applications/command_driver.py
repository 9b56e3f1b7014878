"""Drives an application by plain commands, where there is no systemd (the lab, containers)."""

from twinhelm_node.domain.errors import InvalidInput, TwinhelmError
from twinhelm_node.domain.pair import Application
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus
from twinhelm_node.system.process import run_async

HEALTH_TIMEOUT_S = 10.0


class CommandDriver:
    """Argument lists, no shell. A command that does not end in time is killed with everything it started in its session."""

    def __init__(self, application: Application) -> None:
        if not application.start or not application.stop:
            raise InvalidInput(f"the application {application.name} has neither units nor start and stop commands; correct its definition")
        self._application = application
        self._started = False

    async def prepare(self) -> None:
        """Nothing starts a plain command by itself."""

    async def release(self) -> None:
        """Nothing was prepared."""

    async def start(self) -> None:
        """Run the start command."""
        self._started = True
        (await run_async(self._application.start, timeout_s=self._application.start_timeout_s)).require_success()

    async def stop(self) -> None:
        """Run the stop command."""
        (await run_async(self._application.stop, timeout_s=self._application.stop_timeout_s)).require_success()
        self._started = False

    async def probe(self) -> ApplicationStatus:
        """Run the health command. Without one, what was last asked for is all there is to know."""
        name = self._application.name
        if not self._application.health:
            return ApplicationStatus(name, ApplicationState.RUNNING if self._started else ApplicationState.STOPPED)
        try:
            answer = await run_async(self._application.health, timeout_s=HEALTH_TIMEOUT_S)
        except TwinhelmError as error:
            complaint = str(error)
        else:
            if answer.returncode == 0:
                return ApplicationStatus(name, ApplicationState.RUNNING)
            complaint = answer.complaint
        if self._started:
            return ApplicationStatus(name, ApplicationState.FAILED, f"{name} does not serve: {complaint}")
        return ApplicationStatus(name, ApplicationState.STOPPED)
