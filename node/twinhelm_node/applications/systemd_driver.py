"""Drives an application by its systemd units.

A unit that is enabled would start at boot, before this server knows its role. A drop-in therefore ties each unit to a file in the
runtime directory that exists only between start and stop by Twinhelm and never survives a reboot (systemd.unit(5), ConditionPathExists).
"""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from twinhelm_node.applications.command_driver import HEALTH_TIMEOUT_S
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.pair import Application
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus
from twinhelm_node.system.files import write_atomically
from twinhelm_node.system.process import ProcessFailed, run_async

DROP_IN = "50-twinhelm.conf"
_STATES = {
    "active": ApplicationState.RUNNING,
    "reloading": ApplicationState.RUNNING,
    "activating": ApplicationState.STARTING,
    "deactivating": ApplicationState.STOPPING,
    "failed": ApplicationState.FAILED,
}
_WORST_FIRST = (
    ApplicationState.FAILED,
    ApplicationState.STOPPING,
    ApplicationState.STARTING,
    ApplicationState.STOPPED,
    ApplicationState.RUNNING,
)


class SystemdDriver:
    """Units start in the order given and stop in the opposite one. `systemctl` and the two directories are arguments for tests."""

    def __init__(
        self,
        application: Application,
        guards: Path,
        *,
        systemctl: Sequence[str] = ("systemctl",),
        unit_directory: Path = Path("/etc/systemd/system"),
    ) -> None:
        self._application = application
        self._guard = guards / application.name
        self._systemctl = tuple(systemctl)
        self._unit_directory = unit_directory

    async def prepare(self) -> None:
        """Write the drop-ins, once."""
        content = (
            f"# Twinhelm starts {self._application.name} on the active server only.\n[Unit]\nConditionPathExists={self._guard}\n"
        ).encode()
        changed = False
        for unit in self._application.units:
            path = self._unit_directory / f"{unit}.d" / DROP_IN
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, content, 0o644)
                changed = True
        if changed:
            await self._run("daemon-reload", timeout_s=30.0)

    async def release(self) -> None:
        """Take the drop-ins away; without them the units start again as they did before they were protected."""
        changed = False
        for unit in self._application.units:
            path = self._unit_directory / f"{unit}.d" / DROP_IN
            if path.exists():
                path.unlink()
                with contextlib.suppress(OSError):  # somebody else's drop-ins stay
                    path.parent.rmdir()
                changed = True
        with contextlib.suppress(FileNotFoundError):
            self._guard.unlink()
        if changed:
            await self._run("daemon-reload", timeout_s=30.0)

    async def start(self) -> None:
        """Allow the units and start them."""
        self._guard.parent.mkdir(parents=True, exist_ok=True)
        self._guard.touch()
        await self._run("reset-failed", *self._application.units, timeout_s=30.0, may_fail=True)
        await self._run("start", *self._application.units, timeout_s=self._application.start_timeout_s)

    async def stop(self) -> None:
        """Stop the units and forbid them. The guard goes first, so that no dependency brings one back meanwhile."""
        with contextlib.suppress(FileNotFoundError):
            self._guard.unlink()
        await self._run("stop", *reversed(self._application.units), timeout_s=self._application.stop_timeout_s)

    async def probe(self) -> ApplicationStatus:
        """Ask systemd for every unit and, if all run, the health command; the worst answer counts."""
        name = self._application.name
        worst = ApplicationStatus(name, ApplicationState.RUNNING)
        try:
            for unit in self._application.units:
                status = await self._probe_unit(unit)
                if _WORST_FIRST.index(status.state) < _WORST_FIRST.index(worst.state):
                    worst = status
            if worst.state is ApplicationState.RUNNING and self._application.health:
                (await run_async(self._application.health, timeout_s=HEALTH_TIMEOUT_S)).require_success()
        except TwinhelmError as error:
            return ApplicationStatus(name, ApplicationState.FAILED, f"{name} does not serve: {error}")
        return worst

    async def _probe_unit(self, unit: str) -> ApplicationStatus:
        shown = await self._run("show", "--property=ActiveState,SubState,LoadState", unit, timeout_s=HEALTH_TIMEOUT_S)
        values = dict(line.partition("=")[::2] for line in shown.splitlines())
        if values.get("LoadState") == "not-found":
            return ApplicationStatus(
                self._application.name, ApplicationState.FAILED, f"the unit {unit} does not exist on this server; install the application"
            )
        state = _STATES.get(values.get("ActiveState", ""), ApplicationState.STOPPED)
        if state is ApplicationState.STOPPED and self._guard.exists():
            return ApplicationStatus(
                self._application.name, ApplicationState.FAILED, f"{unit} has ended by itself; see: journalctl -u {unit}"
            )
        detail = f"{unit} has failed; see: journalctl -u {unit}" if state is ApplicationState.FAILED else ""
        return ApplicationStatus(self._application.name, state, detail)

    async def _run(self, *arguments: str, timeout_s: float, may_fail: bool = False) -> str:
        answer = await run_async((*self._systemctl, *arguments), timeout_s=timeout_s)
        if answer.returncode != 0 and not may_fail:
            raise ProcessFailed(f"systemctl {' '.join(arguments)} failed: {answer.complaint}")
        return answer.stdout
