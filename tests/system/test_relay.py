"""The silent passive is reached from outside through the active: a real sshd, a real xrdp, and not one frame on the public network."""

import hashlib
import json
import os
import pwd
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.system.observe import twinhelm
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import Listener
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up
from twinhelm_node.system import process, spawn

MIB = 1024 * 1024
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


@pytest.fixture(scope="module")
def lab(requires: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A pair without an application: what is reached here runs beside it."""
    requires("nft", "ip", "fusermount3", device="/dev/fuse", root=True)
    running = Lab(tmp_path_factory.mktemp("lab") / "lab")
    try:
        bring_up(running, application="none", mode=Mode.ASYNC, console_port=0)
        yield running
    finally:
        running.down()


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


@pytest.fixture
def ssh(lab: Lab, pair: tuple[str, str], requires: Callable[..., None], tmp_path: Path) -> Iterator[list[str]]:
    """An sshd on the passive, and the arguments with which the user's ssh signs in there."""
    requires("sshd", "ssh", "ssh-keygen")
    root = next((line for line in Path("/etc/shadow").read_text().splitlines() if line.startswith(f"{pwd.getpwuid(0).pw_name}:")), "")
    if root.split(":")[1:2] and root.split(":")[1].startswith("!"):
        pytest.skip("the account of root is locked here, and sshd lets nobody into a locked account")
    passive = pair[1]
    folder, here = Path(lab.disk(passive)) / "log" / "ssh", "/srv/log/ssh"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name in (folder / "host", tmp_path / "user"):
        process.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(name)], timeout_s=20.0).require_success()
    shutil.copy(tmp_path / "user.pub", folder / "authorized_keys")
    host_key = (folder / "host.pub").read_text().split()
    # Known by the name of the server, whatever the local port: so a wrong host key would be noticed.
    (tmp_path / "known_hosts").write_text(f"{passive} {host_key[0]} {host_key[1]}\n")
    (folder / "sshd_config").write_text(SSHD.format(folder=here))
    lab.exec(passive, ["mkdir", "-p", "/run/sshd"]).require_success()
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin:" + os.environ["PATH"])
    assert sshd is not None
    with daemon(lab, passive, [sshd, "-D", "-e", "-f", f"{here}/sshd_config"], 22):
        yield [
            "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", f"UserKnownHostsFile={tmp_path}/known_hosts",
            "-o", "IdentitiesOnly=yes", "-i", str(tmp_path / "user"), "-l", "root",
        ]  # fmt: skip


@pytest.fixture
def rdp(lab: Lab, pair: tuple[str, str], requires: Callable[..., None]) -> Iterator[None]:
    """An xrdp on the passive that speaks TLS with a certificate of its own."""
    requires("xrdp", "openssl", "Xvfb")
    passive = pair[1]
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
        yield


@pytest.fixture
def display() -> Iterator[str]:
    """A screen for a viewer that asks for one."""
    read_end, write_end = os.pipe()
    screen = spawn.spawn(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "640x480x24", "-nolisten", "tcp"], stderr=spawn.NOTHING, kept=[write_end]
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as told:
            number = told.readline().strip()
        assert number
        yield f":{number}"
    finally:
        screen.terminate()
        screen.wait(10.0)


def from_outside(lab: Lab, *arguments: str, stdin: bytes = b"", **environment: str) -> process.Completed:
    """Run `twinhelm` on this machine, outside the lab, through the service address and with user, password and pin."""
    console = lab.console()
    assert console is not None
    given = {
        "TWINHELM_SERVER": console.address, "TWINHELM_USER": console.user, "TWINHELM_PASSWORD": console.password,
        "TWINHELM_FINGERPRINT": console.fingerprint,
    }  # fmt: skip
    command = [sys.executable, "-m", "twinhelm_node.cli.main", *arguments]
    return process.run(command, timeout_s=120.0, stdin=stdin, env={**os.environ, **given, **environment})


def connections(lab: Lab, server: str) -> list[dict[str, str]]:
    """What the audit log of a server says of relayed connections that have ended, oldest first."""
    lines = [json.loads(line) for line in (Path(lab.disk(server)) / "state" / "audit.jsonl").read_text().splitlines()]
    found = [line for line in lines if line["method"].endswith("RelayService/Open")]
    return [
        {"user": line["user"], "outcome": line["outcome"], **line["request"]} for line in found if line["request"].get("event") == "closed"
    ]


def test_ssh_to_the_silent_passive(lab: Lab, pair: tuple[str, str], ssh: list[str]) -> None:
    active, passive = pair
    content = os.urandom(MIB) * 24
    with Listener(lab) as ears:
        told = from_outside(lab, "connect", "ssh", passive, "--", *ssh, "hostname; exit 7")
        assert (told.returncode, told.stdout) == (7, f"{passive}\n"), told.stderr
        summed = from_outside(lab, "connect", "ssh", passive, "--", *ssh, "sha256sum", stdin=content)
        assert summed.stdout.split()[0] == hashlib.sha256(content).hexdigest(), summed.stderr
    assert ears.dropped == 0
    assert ears.speakers() == (active,)
    wait_until("the audit lines", lambda: len(connections(lab, active)) == 2, 10.0)
    for one in connections(lab, active):
        assert (one["user"], one["server"], one["port"], one["outcome"]) == ("admin", passive, "22", "done")
        assert one["link"] in {"hb0", "hb1"}
    assert int(connections(lab, active)[1]["bytes_to_server"]) > len(content)


def test_rdp_to_the_silent_passive(lab: Lab, pair: tuple[str, str], rdp: None, display: str, tmp_path: Path) -> None:
    """xfreerdp negotiates TLS with xrdp and goes through the whole handshake of RDP, up to where a desktop would be drawn."""
    active, passive = pair
    viewer = shutil.which("xfreerdp") or shutil.which("xfreerdp3")
    if viewer is None:
        pytest.skip("xfreerdp is not installed here")
    arguments = ["/auth-only", "/u:nobody", "/p:nothing", "/cert:ignore", "/sec:tls"]
    with Listener(lab) as ears:
        told = from_outside(lab, "connect", "rdp", passive, "--viewer", viewer, "--", *arguments, DISPLAY=display, HOME=str(tmp_path))
        assert told.returncode == 0, told.stderr + told.stdout
    assert ears.dropped == 0
    assert ears.speakers() == (active,)
    log = (Path(lab.disk(passive)) / "log" / "xrdp" / "xrdp.log").read_text(errors="replace")
    assert "TLS connection established" in log, log
    wait_until("the audit line", lambda: any(one["port"] == "3389" for one in connections(lab, active)), 10.0)


def test_a_link_that_is_cut_is_not_needed(lab: Lab, pair: tuple[str, str], ssh: list[str]) -> None:
    active, passive = pair
    used = []
    for number, cut in enumerate(("hb0", "hb1"), len(connections(lab, active)) + 1):
        lab.cut(cut)
        try:
            told = from_outside(lab, "connect", "ssh", passive, "--", *ssh, "true")
        finally:
            lab.heal(cut)
        assert told.returncode == 0, told.stderr
        wait_until("the audit line", lambda number=number: len(connections(lab, active)) == number, 10.0)
        used.append(connections(lab, active)[-1]["link"])
    assert used == ["hb1", "hb0"]


def test_what_may_be_reached_is_the_same_on_both_servers(lab: Lab, pair: tuple[str, str]) -> None:
    active, passive = pair
    refused = from_outside(lab, "connect", "tcp", passive, "--port", "8022")
    assert refused.returncode == 4
    assert "an admin allows it with 'twinhelm relay allow 8022'" in refused.stderr
    from_outside(lab, "relay", "allow", "8022").require_success()
    from_outside(lab, "server", "add-console", passive, "https://ilo.example.org/", "--label", "iLO").require_success()

    def known(server: str) -> bool:
        listed, shown = twinhelm(lab, server, "relay", "list", "--json"), twinhelm(lab, server, "server", "list", "--json")
        consoles = [one["url"] for server in json.loads(shown[1]) for one in server["consoles"] if server["name"] == passive]
        return 8022 in [one["port"] for one in json.loads(listed[1])] and consoles == ["https://ilo.example.org/"]

    wait_until("the list on both servers", lambda: known(active) and known(passive), 20.0)
    unheard = from_outside(lab, "connect", "ssh", active)
    assert unheard.returncode == 3
    assert f"nobody listens on port 22 of {active}" in unheard.stderr
