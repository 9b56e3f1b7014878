"""The silent passive is reached from outside through the active: a real sshd, a real xrdp, and not one frame on the public network."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.observe import connections, twinhelm
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.lab.demo_run import Listener
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up
from twinhelm_node.system import process

MIB = 1024 * 1024


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


def test_rdp_to_the_silent_passive(lab: Lab, pair: tuple[str, str], rdp: Callable[[], str], display: str, tmp_path: Path) -> None:
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
    assert "TLS connection established" in rdp(), rdp()
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
