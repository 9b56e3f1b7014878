"""The lab's pair from nothing, its file service protected, its server lost. PostgreSQL and the finer faults: tests/system."""

import json
import os
import socket
import ssl
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from twinhelm_node.domain.errors import InvalidInput, NotReady
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up, status_of_pair, wait_until_ready

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

SEND = """
import socket, sys
with socket.create_connection(('10.20.0.10', 7500), 2) as connection:
    connection.settimeout(15)
    connection.sendall(sys.argv[1].encode() + b'\\n')
    print(connection.makefile().readline().strip())
"""


@pytest.fixture(scope="module")
def pair() -> Iterator[Lab]:
    pytest.importorskip("twinhelm_node.capture.capture", reason="the capture is compiled only where libfuse3 is")
    directory = Path(tempfile.mkdtemp(prefix="twinhelm-pair-test-"))
    lab = Lab(directory / "lab")
    said: list[str] = []
    try:
        bring_up(lab, application="files", mode=Mode.DURABLE, say=said.append)
    except NotReady as error:
        if error.reason in {"NAMESPACES_FORBIDDEN", "FUSE_FORBIDDEN"}:
            pytest.skip(str(error))
        pytest.fail("\n".join([*said, str(error)]))
    yield lab
    lab.down()
    assert os.listdir(directory) == []
    directory.rmdir()


def send(lab: Lab, text: str) -> str:
    return lab.exec("workstation", [sys.executable, "-c", SEND, text], timeout_s=20).stdout.strip()


def send_patiently(lab: Lab, text: str) -> str:
    """Try until somebody answers; a line that was sent is waited for, so that none is sent twice."""
    deadline = time.monotonic() + 60
    while (number := send(lab, text)) == "":
        assert time.monotonic() < deadline, lab.log("pollux").read_text()[-2000:]
    return number


def test_the_pair_is_ready_and_tells_the_console_how_to_reach_it(pair):
    found = status_of_pair(pair, "castor")
    assert found is not None
    assert found["ready_for_switchover"]
    assert [(one["name"], one["role"], one["silent"]) for one in found["servers"]] == [
        ("castor", "active", False),
        ("pollux", "passive", True),
    ]
    assert [(one["name"], one["state"], one["mode"]) for one in found["sets"]] == [("data", "synchronized", "durable")]
    console = pair.status().console
    assert console is not None
    assert console == pair.console()
    assert (pair.directory / "console.json").stat().st_mode & 0o077 == 0
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    host, port = console.address.split(":")
    with socket.create_connection((host, int(port)), 10) as plain, context.wrap_socket(plain, server_hostname="lab") as secure:
        assert secure.version() in {"TLSv1.2", "TLSv1.3"}
    assert len(console.fingerprint) >= 64
    assert console.password


def test_a_confirmed_line_survives_the_loss_of_its_server_and_the_way_back(pair):
    assert [send(pair, text) for text in ("one", "two", "three")] == ["1", "2", "3"]
    pair.crash("castor")
    assert send_patiently(pair, "four") == "4"
    pair.start("castor")
    found = wait_until_ready(pair, "pollux", timeout_s=60)
    assert [(one["name"], one["role"]) for one in found["servers"]] == [("castor", "passive"), ("pollux", "active")]
    switched = pair.exec("pollux", ["twinhelm", "switchover", "--reason", "back to the primary"], timeout_s=60)
    assert switched.returncode == 0, switched.stdout + switched.stderr
    assert send_patiently(pair, "five") == "5"
    lines = pair.exec("castor", ["cat", "/srv/data/files/lines.txt"]).stdout.splitlines()
    assert lines == ["1 one", "2 two", "3 three", "4 four", "5 five"]


def test_a_wrong_application_is_refused_before_anything_is_built(tmp_path):
    with pytest.raises(InvalidInput, match="postgresql, files, sqlite or none"):
        bring_up(Lab(tmp_path / "lab"), application="oracle", mode=Mode.ASYNC)
    assert not (tmp_path / "lab").exists()


@pytest.mark.usefixtures("pair")
def test_a_pair_that_cannot_be_made_says_why_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("twinhelm_node.lab.pair.NODE_RUN", (sys.executable, "-c", "raise SystemExit('the node is broken today')"))
    monkeypatch.setattr("twinhelm_node.lab.pair._STEP_S", 8.0)
    said: list[str] = []
    with pytest.raises(NotReady, match="castor does not answer"):
        bring_up(Lab(tmp_path / "lab"), application="none", mode=Mode.ASYNC, say=said.append)
    assert any("the node is broken today" in line for line in said)
    assert not (tmp_path / "lab").exists()


def test_status_as_json_is_whole(pair):
    text = pair.exec("pollux", ["twinhelm", "status", "--json"]).stdout
    assert json.loads(text)["answering_server"] == "pollux"
