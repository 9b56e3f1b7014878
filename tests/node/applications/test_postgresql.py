"""The PostgreSQL definition drives a real PostgreSQL by its commands: start, health, the end of a backend, stop."""

import os
import pwd
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from twinhelm_node.applications.command_driver import CommandDriver
from twinhelm_node.applications.definition import load_definition
from twinhelm_node.applications.protected import ProtectedApplication
from twinhelm_node.domain.status import ApplicationState
from twinhelm_node.system.process import run

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: int(path.parent.name))


def owner():
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or BIN is None or owner() is None, reason="needs root, the package postgresql and its user postgres"
)


@pytest.fixture
def cluster():
    account = owner()
    # Not below pytest's own directory, which only root may enter.
    directory = Path(tempfile.mkdtemp(prefix="twinhelm-postgresql-", dir="/var/tmp"))
    os.chown(directory, account.pw_uid, account.pw_gid)
    as_owner = ("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups")
    data = directory / "data"
    run((*as_owner, f"{BIN}/initdb", "-D", str(data), "--no-sync", "--auth=trust"), timeout_s=60).require_success()
    with (data / "postgresql.conf").open("a") as file:
        file.write(f"listen_addresses = ''\nunix_socket_directories = '{directory}'\nfsync = off\n")
    yield directory
    run((*as_owner, f"{BIN}/pg_ctl", "stop", "-D", str(data), "-m", "immediate"), timeout_s=60)
    shutil.rmtree(directory)


async def test_postgresql_by_commands(cluster):
    application, exclude = load_definition(
        "postgresql", driver="commands", bin=str(BIN), data=str(cluster / "data"), log=str(cluster / "log"), host=str(cluster)
    )
    protected = ProtectedApplication(application, CommandDriver(application))
    assert (await protected.look()).state is ApplicationState.STOPPED
    assert (await protected.start()).state is ApplicationState.RUNNING
    assert {"postmaster.pid", "postmaster.opts"} <= set(exclude) & set(os.listdir(cluster / "data"))

    os.kill(int((cluster / "data/postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
    while (status := await protected.look()).state is not ApplicationState.FAILED:
        pass
    assert status.detail.startswith("postgresql does not serve: ")

    assert (await protected.start()).state is ApplicationState.RUNNING
    assert (await protected.stop()).state is ApplicationState.STOPPED
    assert not (cluster / "data/postmaster.pid").exists()
    assert (await protected.look()).state is ApplicationState.STOPPED
