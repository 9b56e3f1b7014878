"""PostgreSQL as a protected application of the lab: `python -m twinhelm_node.lab.postgresql init|configure|start|stop` inside a server.

Debian's package, its cluster in the protected folder. PostgreSQL refuses to be root: it runs as its own user where there are users,
and in a nested user namespace, as somebody who is not root, where the lab has one user only.
"""

import os
import pwd
import sys
from pathlib import Path

from twinhelm_node.domain.errors import NotFound, TwinhelmError
from twinhelm_node.domain.pair import Application
from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab

DATA = "/srv/data/postgresql"
SOCKETS = "/run/postgresql"
LOG = "/srv/log/postgresql.log"
USER = "postgres"
_ROOT_OF_VERSIONS = Path("/usr/lib/postgresql")
_WAIT_S = 50
_SETTINGS = f"""
# The lab
listen_addresses = '{",".join(cidr.partition("/")[0] for cidr in layout.SERVICE_ADDRESSES)}'
unix_socket_directories = '{SOCKETS}'
"""
_ACCESS = """# The lab: everybody on the public network
local all all trust
host all all 10.20.0.0/24 trust
host all all fd20::/64 trust
"""


def programs() -> Path:
    """Return the directory with the programs of the newest PostgreSQL. Raises NotFound."""
    found = [path for path in _ROOT_OF_VERSIONS.glob("*/bin") if (path / "initdb").exists()]
    if not found:
        raise NotFound(
            "PostgreSQL is not installed; install the package postgresql, or use: twinhelm lab up --app files", "PROGRAM_MISSING"
        )
    return max(found, key=lambda path: float(path.parent.name) if path.parent.name.replace(".", "", 1).isdigit() else 0.0)


def application() -> Application:
    """Return how the pair drives it."""
    here = (sys.executable, "-m", "twinhelm_node.lab.postgresql")
    return Application(
        name="postgresql",
        start=(*here, "start"),
        stop=(*here, "stop"),
        health=(
            str(programs() / "psql"), "-XAtq", "-c", "select 1",
            f"host={layout.SERVICE_ADDRESS} user={USER} dbname=postgres connect_timeout=2",
        ),
    )  # fmt: skip


def owners() -> dict[str, int]:
    """Return the directories that a server has to make at boot, and whose they are (root's lab only)."""
    return {SOCKETS: _account().pw_uid if os.geteuid() == 0 and not _one_user_only() else 0}


def prepare(lab: Lab) -> None:
    """Make the cluster on castor (pollux gets it through replication). Raises ProcessFailed."""
    for action in ("init", "configure"):
        lab.exec("castor", [sys.executable, "-m", "twinhelm_node.lab.postgresql", action]).require_success()


def main(action: str) -> int:
    """Do one of init, configure, start, stop; all but configure become PostgreSQL's own programs."""
    bin_directory = programs()
    prefix = _unprivileged()
    if action == "init":
        _own_directory(DATA, 0o700)
        Path(LOG).touch()
        _give(LOG)
        _become([*prefix, str(bin_directory / "initdb"), "-D", DATA, "-U", USER, "--data-checksums", "--no-sync", "--auth=trust",
                 "--encoding=UTF8", "--locale=C"])  # fmt: skip
    if action == "configure":
        with open(f"{DATA}/postgresql.conf", "a", encoding="utf-8") as file:
            file.write(_SETTINGS)
        Path(DATA, "pg_hba.conf").write_text(_ACCESS, encoding="utf-8")
        return 0
    if action == "start":
        _remove_stale_lock()
        Path(LOG).touch()
        _give(LOG)
        _become([*prefix, str(bin_directory / "pg_ctl"), "start", "-D", DATA, "-w", "-t", str(_WAIT_S), "-l", LOG])
    if action == "stop":
        if not Path(DATA, "postmaster.pid").exists():
            return 0
        _become([*prefix, str(bin_directory / "pg_ctl"), "stop", "-D", DATA, "-w", "-t", str(_WAIT_S), "-m", "fast"])
    raise TwinhelmError(f"{action!r} is not known; use init, configure, start or stop")


def _unprivileged() -> list[str]:
    """Return what to put before a command of PostgreSQL so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    if _one_user_only():
        return ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    account = _account()
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--init-groups", "--"]


def _one_user_only() -> bool:
    """Return whether this user namespace knows a single user. See user_namespaces(7), uid_map."""
    lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    return len(lines) == 1 and lines[0].split()[2] == "1"


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        raise NotFound(f"there is no user {USER} here; install the package postgresql", "PROGRAM_MISSING") from None


def _own_directory(path: str, mode: int) -> None:
    Path(path).mkdir(mode=mode, parents=True, exist_ok=True)
    _give(path)


def _give(path: str) -> None:
    if os.geteuid() == 0 and not _one_user_only():
        account = _account()
        os.chown(path, account.pw_uid, account.pw_gid)


def _remove_stale_lock() -> None:
    """Take away the lock file of the postmaster of the other server: its number may be in use here by somebody else.

    Only when no postmaster of this folder runs here; two of them would destroy the cluster.
    """
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                name = Path("/proc", entry, "comm").read_text(encoding="utf-8", errors="replace").strip()
                if name == "postgres" and os.readlink(f"/proc/{entry}/cwd") == DATA:
                    return
            except OSError:
                continue
    Path(DATA, "postmaster.pid").unlink(missing_ok=True)


def _become(arguments: list[str]) -> None:
    os.chdir("/")
    os.execvp(arguments[0], arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
