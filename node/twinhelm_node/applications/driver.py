"""What Twinhelm asks of whatever starts and stops an application."""

from pathlib import Path
from typing import Protocol

from twinhelm_node.applications.command_driver import CommandDriver
from twinhelm_node.applications.systemd_driver import SystemdDriver
from twinhelm_node.domain.pair import Application
from twinhelm_node.domain.status import ApplicationStatus


class Driver(Protocol):
    """Starts, stops and looks at one application on this server."""

    async def prepare(self) -> None:
        """Make sure that nothing but Twinhelm starts the application, now and after a reboot. Idempotent."""
        ...

    async def release(self) -> None:
        """Take back what `prepare` did: from now on others start the application. It goes on as it is. Idempotent."""
        ...

    async def start(self) -> None:
        """Start; returns when the start command has ended. Raises TwinhelmError."""
        ...

    async def stop(self) -> None:
        """Stop; also right when the application does not run. Raises TwinhelmError."""
        ...

    async def probe(self) -> ApplicationStatus:
        """Look once; never raises for an application that is ill."""
        ...


def driver_for(application: Application, runtime_directory: Path) -> Driver:
    """Return the driver for an application: systemd if it names units, commands otherwise."""
    if application.units:
        return SystemdDriver(application, runtime_directory / "applications")
    return CommandDriver(application)
