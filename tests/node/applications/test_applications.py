"""Applications are started, stopped and watched by real commands, and by a script that answers like systemctl."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from twinhelm_node.applications.command_driver import CommandDriver
from twinhelm_node.applications.definition import definition_names, load_definition
from twinhelm_node.applications.driver import driver_for
from twinhelm_node.applications.protected import ProtectedApplication
from twinhelm_node.applications.systemd_driver import SystemdDriver
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady
from twinhelm_node.domain.pair import Application
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus
from twinhelm_node.system.process import ProcessTimeout, run_async

SERVE = "import sys, time; open(sys.argv[1], 'w').close(); time.sleep(1000)"


def commands(tmp_path, **changes):
    """An application whose start leaves a daemon behind that inherits the output, like pg_ctl does."""
    pid, ready = tmp_path / "pid", tmp_path / "ready"
    start = f'{sys.executable} -c "{SERVE}" {ready} & echo $! > {pid}'
    stop = f"[ ! -e {pid} ] || {{ kill $(cat {pid}); rm -f {pid} {ready}; }}"
    values: dict[str, Any] = {
        "name": "service",
        "start": ("sh", "-c", start),
        "stop": ("sh", "-c", stop),
        "health": ("sh", "-c", f"test -e {ready} || {{ echo nobody listens >&2; exit 3; }}"),
        "start_timeout_s": 20.0,
        "health_interval_s": 0.01,
    }
    return Application(**(values | changes))


async def test_start_returns_when_the_application_serves_and_stop_when_it_is_gone(tmp_path):
    application = commands(tmp_path)
    seen: list[ApplicationStatus] = []
    protected = ProtectedApplication(application, driver_for(application, tmp_path), seen.append)
    try:
        assert (await protected.start()).state is ApplicationState.RUNNING
        assert (tmp_path / "ready").exists()
        pid = int((tmp_path / "pid").read_text())
        os.kill(pid, 0)
    finally:
        await protected.stop()
    assert [status.state.value for status in seen] == ["starting", "running", "stopping", "stopped"]
    assert (await protected.stop()).state is ApplicationState.STOPPED


async def test_an_application_that_dies_is_failed_at_the_second_look(tmp_path):
    application = commands(tmp_path)
    failed = asyncio.Event()
    seen: list[ApplicationStatus] = []

    def changed(status):
        seen.append(status)
        if status.state is ApplicationState.FAILED:
            failed.set()

    protected = ProtectedApplication(application, CommandDriver(application), changed)
    watching = None
    try:
        await protected.start()
        (tmp_path / "ready").unlink()
        assert (await protected.look()).state is ApplicationState.RUNNING
        watching = asyncio.create_task(protected.watch())
        await failed.wait()
        assert seen[-1].detail == "service does not serve: nobody listens"
    finally:
        if watching is not None:
            watching.cancel()
        await protected.stop()


async def test_one_that_runs_where_it_should_not_is_seen(tmp_path):
    application = commands(tmp_path)
    driver = CommandDriver(application)
    assert (await driver.probe()).state is ApplicationState.STOPPED
    (tmp_path / "ready").touch()
    assert (await driver.probe()).state is ApplicationState.RUNNING


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"start": ("false",)}, "service cannot be started: false failed with exit status 1"),
        ({"start": ("/no/such/program",)}, "cannot be run"),
        ({"start": ("sleep", "100"), "start_timeout_s": 0.2}, "does not serve 0.2 s after its start|did not end within"),
        ({"start": ("true",), "health": ("false",), "start_timeout_s": 0.2}, "does not serve 0.2 s after its start"),
    ],
)
async def test_a_start_that_fails_says_why(tmp_path, changes, told):
    application = commands(tmp_path, **changes)
    protected = ProtectedApplication(application, CommandDriver(application))
    with pytest.raises(NotReady, match=told) as caught:
        await protected.start()
    assert caught.value.reason == "APPLICATION_FAILED"
    assert protected.status.state is ApplicationState.FAILED


async def test_a_command_that_hangs_is_killed_with_its_children(tmp_path):
    script = f"sleep 1000 & echo $! > {tmp_path}/child; wait"
    with pytest.raises(ProcessTimeout, match="sh did not end within"):
        await run_async(("sh", "-c", script), timeout_s=0.5)
    child = int((tmp_path / "child").read_text())
    await gone(child)


async def gone(pid):
    while True:  # the test's own timeout ends this
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except FileNotFoundError:
            return
        await asyncio.sleep(0.01)


SYSTEMCTL = """#!/bin/sh
# Keeps the state of a unit in a file, and the condition that the drop-in sets.
here=$(dirname "$0"); echo "$@" >> "$here/calls"; action=$1; shift
case $action in
start) for unit; do
    condition=$(sed -n 's/ConditionPathExists=//p' "$here/units/$unit.d/50-twinhelm.conf")
    [ -e "$condition" ] && echo active > "$here/$unit" || echo inactive > "$here/$unit"; done ;;
stop) for unit; do echo inactive > "$here/$unit"; done ;;
show) [ -e "$here/$2" ] && echo "LoadState=loaded" || echo "LoadState=not-found"; echo "ActiveState=$(cat "$here/$2")"; echo SubState=x ;;
esac
"""


@pytest.fixture
def systemd(tmp_path):
    program = tmp_path / "systemctl"
    program.write_text(SYSTEMCTL)
    program.chmod(0o755)
    for unit in ("a.service", "b.service"):
        (tmp_path / unit).write_text("inactive\n")
    application = Application("service", units=("a.service", "b.service"))
    guards = tmp_path / "run"
    return SystemdDriver(application, guards, systemctl=(str(program),), unit_directory=tmp_path / "units")


async def test_units_start_in_order_stop_in_reverse_and_only_with_the_guard(tmp_path, systemd):
    await systemd.prepare()
    await systemd.prepare()
    protected = ProtectedApplication(Application("service", units=("a.service", "b.service")), systemd)
    assert (await protected.start()).state is ApplicationState.RUNNING
    assert (tmp_path / "run/service").exists()
    await protected.stop()
    assert not (tmp_path / "run/service").exists()
    calls = [line for line in (tmp_path / "calls").read_text().splitlines() if not line.startswith(("show", "reset-failed"))]
    assert calls == ["daemon-reload", "start a.service b.service", "stop b.service a.service"]


async def test_a_unit_started_by_somebody_else_does_not_run(tmp_path, systemd):
    await systemd.prepare()
    await run_async((str(tmp_path / "systemctl"), "start", "a.service"), timeout_s=5)
    assert (await systemd.probe()).state is ApplicationState.STOPPED


async def test_the_worst_unit_counts(tmp_path, systemd):
    await systemd.prepare()
    await systemd.start()
    assert (await systemd.probe()).state is ApplicationState.RUNNING
    (tmp_path / "b.service").write_text("failed\n")
    status = await systemd.probe()
    assert (status.state, status.detail) == (ApplicationState.FAILED, "b.service has failed; see: journalctl -u b.service")
    (tmp_path / "b.service").write_text("inactive\n")
    assert (await systemd.probe()).detail == "b.service has ended by itself; see: journalctl -u b.service"
    (tmp_path / "b.service").unlink()
    assert "does not exist on this server" in (await systemd.probe()).detail


def test_postgresql_ships():
    assert "postgresql" in definition_names()
    application, exclude = load_definition("postgresql", version="15")
    assert application.units == ("postgresql@15-main.service",)
    assert application.health[:3] == ("runuser", "-u", "postgres")
    assert {"postmaster.pid", "postmaster.opts", "pgsql_tmp*"} <= set(exclude)
    plain, _ = load_definition("postgresql", driver="commands", bin="/usr/lib/postgresql/15/bin", data="/srv/data/pg")
    assert plain.units == ()
    assert plain.start[4:8] == ("/usr/lib/postgresql/15/bin/pg_ctl", "start", "-D", "/srv/data/pg")


@pytest.mark.parametrize(
    ("name", "parameters", "kind", "told"),
    [
        ("oracle", {}, NotFound, "there are: postgresql"),
        ("postgresql", {}, InvalidInput, "needs the parameter 'version'"),
        ("postgresql", {"version": "15", "colour": "red"}, InvalidInput, "has no parameter 'colour'"),
        ("postgresql", {"driver": "magic"}, InvalidInput, "has no driver 'magic'"),
    ],
)
def test_a_definition_asked_for_wrongly(name, parameters, kind, told):
    with pytest.raises(kind, match=told):
        load_definition(name, **parameters)


def test_an_application_without_any_way_to_drive_it_is_refused():
    with pytest.raises(InvalidInput, match="neither units nor start"):
        CommandDriver(Application("service"))
