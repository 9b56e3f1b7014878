"""What a console wants to reach on the passive, real: an sshd, an xrdp; and a screen for the viewer that shows it."""

import os
import pwd
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.lab import Lab
from twinhelm_node.system import process, spawn

SSHD = """
Port 22
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
PidFile none
"""
LISTENS = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2).close()"


@contextmanager
def daemon(lab: Lab, server: str, arguments: Sequence[str], port: int) -> Iterator[None]:
    """A program that runs in a server for a while. It ends with the process outside."""
    log = Path(lab.directory) / "log" / f"{server}-{port}.log"
    with log.open("ab") as output:
        running = lab.spawn(server, arguments, stdout=output.fileno(), stderr=output.fileno())
    try:
        wait_until(f"port {port} of {server}", lambda: lab.exec(server, [sys.executable, "-c", LISTENS, str(port)]).returncode == 0, 20.0)
        yield
    except BaseException as error:
        error.add_note(log.read_text(errors="replace"))
        raise
    finally:
        running.terminate()
        running.wait(10.0)


@contextmanager
def sshd(lab: Lab, passive: str, keys: Path) -> Iterator[list[str]]:
    """An sshd on the passive, and the arguments with which the user's ssh signs in there. `keys` holds the user's own files."""
    root = next((line for line in Path("/etc/shadow").read_text().splitlines() if line.startswith(f"{pwd.getpwuid(0).pw_name}:")), "")
    if root.split(":")[1:2] and root.split(":")[1].startswith("!"):
        pytest.skip("the account of root is locked here, and sshd lets nobody into a locked account")
    folder, here = Path(lab.disk(passive)) / "log" / "ssh", "/srv/log/ssh"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name in (folder / "host", keys / "user"):
        process.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(name)], timeout_s=20.0).require_success()
    shutil.copy(keys / "user.pub", folder / "authorized_keys")
    host_key = (folder / "host.pub").read_text().split()
    # Known by the name of the server (of the command line, of the console), whatever the local port: a wrong host key would be noticed.
    (keys / "known_hosts").write_text(f"{passive},{passive}.twinhelm {host_key[0]} {host_key[1]}\n")
    (folder / "sshd_config").write_text(SSHD.format(folder=here))
    lab.exec(passive, ["mkdir", "-p", "/run/sshd"]).require_success()
    program = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin:" + os.environ["PATH"])
    assert program is not None
    with daemon(lab, passive, [program, "-D", "-e", "-f", f"{here}/sshd_config"], 22):
        yield [
            "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", f"UserKnownHostsFile={keys}/known_hosts",
            "-o", "IdentitiesOnly=yes", "-i", str(keys / "user"), "-l", "root",
        ]  # fmt: skip


@contextmanager
def xrdp(lab: Lab, passive: str) -> Iterator[Callable[[], str]]:
    """An xrdp on the passive that speaks TLS with a certificate of its own, and what its log says."""
    folder, here = Path(lab.disk(passive)) / "log" / "xrdp", "/srv/log/xrdp"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in Path("/etc/xrdp").glob("*.ini"):
        shutil.copy(name, folder)
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={passive}", "-days", "2"]
    process.run([*make, "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")], timeout_s=60.0).require_success()
    changed = {
        "security_layer": "tls", "certificate": f"{here}/cert.pem", "key_file": f"{here}/key.pem", "LogFile": f"{here}/xrdp.log",
        "EnableSyslog": "false", "port": "3389",
    }  # fmt: skip
    lines, section = [], ""
    for line in (folder / "xrdp.ini").read_text().splitlines():
        section = line if line.startswith("[") else section
        key = line.partition("=")[0]
        lines.append(f"{key}={changed[key]}" if section in {"[Globals]", "[Logging]"} and key in changed else line)
    (folder / "xrdp.ini").write_text("\n".join(lines) + "\n")
    lab.exec(passive, ["mkdir", "-p", "/run/xrdp"]).require_success()
    with daemon(lab, passive, ["xrdp", "--nodaemon", "--config", f"{here}/xrdp.ini"], 3389):
        yield lambda: (folder / "xrdp.log").read_text(errors="replace")


@contextmanager
def screen(width: int = 640, height: int = 480) -> Iterator[str]:
    """An X server without a monitor; yields its name (":7")."""
    read_end, write_end = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    running = spawn.spawn(arguments, stderr=spawn.NOTHING, kept=[write_end])
    os.close(write_end)
    try:
        with os.fdopen(read_end) as told:
            number = told.readline().strip()
        assert number
        yield f":{number}"
    finally:
        running.terminate()
        running.wait(10.0)
