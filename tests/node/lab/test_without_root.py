"""The same lab for a user without any right: one mapped user id, nothing set up beforehand."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

NOBODY_IN_PARTICULAR = "12345"
AS_USER = ["setpriv", f"--reuid={NOBODY_IN_PARTICULAR}", f"--regid={NOBODY_IN_PARTICULAR}", "--clear-groups", "--"]
# On a normal system everybody may open /dev/fuse (mode 0666 by udev); where this one differs, a node of our own does not.
WITH_FUSE = """
set -e
mount -t tmpfs none "$1"
chmod 755 "$1"
mknod "$1/fuse" c 10 229
chmod 666 "$1/fuse"
[ ! -e /dev/fuse ] || mount --bind "$1/fuse" /dev/fuse
shift
exec "$@"
"""


@pytest.fixture
def place(requires: Callable[..., None]) -> Iterator[Path]:
    requires("setpriv", "unshare", root=True)
    with tempfile.TemporaryDirectory(prefix="twinhelm-user-") as name:
        os.chmod(name, 0o755)
        yield Path(name)


def as_user(place: Path, *command: str, timeout_s: float = 280) -> subprocess.CompletedProcess[str]:
    home = place / "home"
    home.mkdir(exist_ok=True)
    os.chown(home, int(NOBODY_IN_PARTICULAR), int(NOBODY_IN_PARTICULAR))
    device = place / "device"
    device.mkdir(exist_ok=True)
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", WITH_FUSE, "sh", str(device), *AS_USER, *command],
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
        env={**os.environ, "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def may_make_namespaces(place: Path) -> None:
    done = as_user(place, "unshare", "--user", "--map-root-user", "--net", "--mount", "true")
    if done.returncode != 0:
        pytest.skip(f"users may not make namespaces here: {done.stderr.strip()}")


@pytest.mark.parametrize("tests", ["test_topology.py", pytest.param("test_pair.py", marks=[pytest.mark.system, pytest.mark.timeout(300)])])
def test_a_user_without_rights_gets_the_same_lab(place, repository, tests):
    may_make_namespaces(place)
    done = as_user(
        place,
        sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-rs", str(repository / "tests/node/lab" / tests),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout, done.stdout[-1000:]


@pytest.mark.parametrize("application", ["postgresql", "file_service"])
def test_the_applications_run_without_root(place, application):
    may_make_namespaces(place)
    program = f"""
import sys, time
from twinhelm_node.lab import {application} as module
from twinhelm_node.lab.lab import Lab
lab = Lab({str(place / "home" / "lab")!r})
lab.build(tied=True, owners=getattr(module, "owners", dict)())
try:
    if hasattr(module, "prepare"):
        module.prepare(lab)
    application = module.application()
    lab.exec("castor", application.start).require_success()
    lab.exec("castor", application.health).require_success()
    lab.exec("castor", application.stop).require_success()
    assert lab.exec("castor", application.health).returncode != 0
    print("it worked")
finally:
    lab.down()
"""
    done = as_user(place, sys.executable, "-c", program)
    if "PROGRAM_MISSING" in done.stderr or "is not installed" in done.stderr:
        pytest.skip(done.stderr.strip().splitlines()[-1])
    assert done.stdout == "it worked\n", done.stderr
    assert os.listdir(place / "home") == []


def test_where_namespaces_are_forbidden_the_way_out_is_named(place):
    may_make_namespaces(place)
    program = f"from twinhelm_node.lab.lab import Lab; Lab({str(place / 'home' / 'lab')!r}).build(tied=True)"
    # A user namespace of its own in which nobody may make another one.
    forbid = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
    with subprocess.Popen(
        ["unshare", "--user", "sh", "-c", 'echo made; read go; exec sh -c "$0" sh "$@"', forbid, *AS_USER, sys.executable, "-c", program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == b"made\n"
        for kind in ("uid_map", "gid_map"):
            Path(f"/proc/{process.pid}/{kind}").write_text(f"0 0 1\n{NOBODY_IN_PARTICULAR} {NOBODY_IN_PARTICULAR} 1")
        _output, complaint = process.communicate(b"go\n", timeout=60)
    if b"Permission denied" in complaint and b"max_user_namespaces" in complaint:
        pytest.skip(f"such a namespace cannot be made here: {complaint.decode()}")
    assert "sysctl -w user.max_user_namespaces=10000" in complaint.decode()
    assert not (place / "home" / "lab").exists()
