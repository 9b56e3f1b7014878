"""`twinhelm connect`, `relay` and `server` against the real admin server: real viewers, as small as they come."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.fakes.admin_api import PASSWORD, AdminApi, admin_api
from twinhelm_node.config.server import HeartbeatLink, Public, ServerConfiguration
from twinhelm_node.config.write import write_server_configuration
from twinhelm_node.domain.roles import Identity
from twinhelm_node.system.process import Completed, run_async, start

# Says something to the port, writes down what comes back, ends with 5.
VIEWER = """#!{python}
import os, socket, sys, time
port = next(int(word) for word in ":".join(sys.argv[1:]).replace("/", ":").split(":") if word.isdigit())
if {hand_over} and os.fork():
    sys.exit(0)
time.sleep(0.3 if {hand_over} else 0)
with socket.create_connection(("127.0.0.1", port)) as connection:
    connection.sendall(b"hello")
    connection.shutdown(socket.SHUT_WR)
    answer = b"".join(iter(lambda: connection.recv(64), b""))
with open({output!r}, "wb") as file:
    file.write(answer + " ".join(sys.argv[1:]).replace(str(port), "PORT").encode())
sys.exit(5)
"""


@pytest.fixture
async def api(tmp_path) -> AsyncIterator[AdminApi]:
    async with admin_api(tmp_path) as api:
        yield api


@pytest.fixture
async def echo(api) -> AsyncIterator[int]:
    """A service of pollux that gives back what it is sent once it has all of it; its port is allowed."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.read()).upper() + b" ")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    api.control.pair = replace(api.control.pair, relay_ports=(port,))
    async with server:
        yield port


@pytest.fixture
def environment(api, tmp_path):
    (tmp_path / "bin").mkdir()
    return {
        **os.environ, "TWINHELM_SERVER": f"127.0.0.1:{api.server.port}", "TWINHELM_FINGERPRINT": api.server.fingerprint,
        "TWINHELM_USER": "otto", "TWINHELM_PASSWORD": PASSWORD, "PATH": str(tmp_path / "bin"),
    }  # fmt: skip


@pytest.fixture
def twinhelm(environment):
    async def run(*arguments: str, **changes: str) -> Completed:
        command = [sys.executable, "-m", "twinhelm_node.cli.main", *arguments]
        done = await run_async(command, timeout_s=60.0, env={**environment, **changes})
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def viewer(tmp_path, name, *, hand_over=False):
    path = tmp_path / "bin" / name
    path.write_text(VIEWER.format(python=sys.executable, output=str(tmp_path / "answer"), hand_over=hand_over))
    path.chmod(0o755)


async def test_the_viewer_that_is_installed_is_started_and_its_exit_status_kept(api, echo, twinhelm, tmp_path):
    viewer(tmp_path, "vncviewer")
    done = await twinhelm("connect", "vnc", "pollux", "--port", str(echo), "--", "-Shared")
    assert done.returncode == 5, done.stderr
    assert (tmp_path / "answer").read_text() == "HELLO 127.0.0.1::PORT -Shared"
    assert f"leads to port {echo} of pollux. Starting vncviewer." in done.stderr
    assert done.stdout == ""
    closed = api.audit()[-1]
    assert (closed["user"], closed["outcome"], closed["request"]["event"]) == ("otto", "done", "closed")


async def test_a_viewer_named_by_option_or_environment(echo, twinhelm, tmp_path):
    viewer(tmp_path, "seer")
    assert (await twinhelm("connect", "rdp", "pollux", "--port", str(echo), "--viewer", "seer -t {server} {host}:{port}")).returncode == 5
    assert (tmp_path / "answer").read_text() == "HELLO -t pollux 127.0.0.1:PORT"
    assert (await twinhelm("connect", "rdp", "pollux", "--port", str(echo), TWINHELM_VIEWER_RDP="seer")).returncode == 5
    assert (tmp_path / "answer").read_text() == "HELLO 127.0.0.1:PORT"


async def test_a_viewer_that_hands_its_window_over_is_waited_for(echo, twinhelm, tmp_path):
    viewer(tmp_path, "remmina", hand_over=True)
    assert (await twinhelm("connect", "rdp", "pollux", "--port", str(echo))).returncode == 0

    async def written() -> None:
        while not (tmp_path / "answer").exists() or not (tmp_path / "answer").read_text():  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.01)

    await asyncio.wait_for(written(), 20)
    assert (tmp_path / "answer").read_text() == "HELLO -c rdp://127.0.0.1:PORT"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("rdp", "pollux", "--port", "ECHO"), 1, "no viewer for rdp is installed"),
        (("vnc", "helena", "--port", "ECHO"), 1, "there is no server called helena"),
        (("vnc", "pollux"), 4, "an admin allows it with 'twinhelm relay allow 5900'"),
        (("tcp", "pollux"), 1, "tcp needs --port"),
        (("tcp", "pollux", "--port", "23"), 4, "an admin allows it with 'twinhelm relay allow 23'"),
        (("vnc", "pollux", "--port", "ECHO", "--viewer", "nowhere"), 1, "nowhere cannot be run"),
        (("telnet", "pollux"), 2, "telnet"),
    ],
)
async def test_a_refusal_is_one_sentence_and_starts_no_viewer(echo, twinhelm, tmp_path, arguments, status, told):
    viewer(tmp_path, "vncviewer")
    done = await twinhelm("connect", *(str(echo) if word == "ECHO" else word for word in arguments))
    assert (done.returncode, told in done.stderr) == (status, True), done.stderr
    assert not (tmp_path / "answer").exists()


async def test_a_service_that_is_not_there_is_told_before_the_viewer_starts(api, echo, twinhelm, tmp_path):
    viewer(tmp_path, "vncviewer")
    api.control.pair = replace(api.control.pair, relay_ports=(1,))
    done = await twinhelm("connect", "vnc", "pollux", "--port", "1")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "nobody listens on port 1 of pollux" in done.stderr
    assert not (tmp_path / "answer").exists()


async def test_a_viewer_may_only_look(echo, twinhelm):
    done = await twinhelm("connect", "tcp", "pollux", "--port", str(echo), TWINHELM_USER="vera")
    assert (done.returncode, done.stderr) == (4, "twinhelm: vera is viewer, and this needs operator; ask an admin of the pair\n")


async def test_a_plain_port_serves_until_it_is_interrupted(echo, environment):
    process = await start(
        [sys.executable, "-m", "twinhelm_node.cli.main", "connect", "tcp", "pollux", "--port", str(echo)], env=environment
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    assert line.endswith(f" leads to port {echo} of pollux. Ctrl-C ends it.\n")

    async def say(word: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(line.split()[0].split(":")[1]))
        writer.write(word)
        writer.write_eof()
        answer = await reader.read()
        writer.close()
        return answer

    assert list(await asyncio.gather(say(b"one"), say(b"two"), say(b"three"))) == [b"ONE ", b"TWO ", b"THREE "]
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0


async def test_the_viewer_ends_with_the_command(echo, environment, tmp_path):
    (tmp_path / "bin/vncviewer").write_text("#!/bin/sh\necho started $$\nexec /bin/sleep 600\n")
    (tmp_path / "bin/vncviewer").chmod(0o755)
    process = await start(
        [sys.executable, "-m", "twinhelm_node.cli.main", "connect", "vnc", "pollux", "--port", str(echo)], env=environment
    )
    assert process.stdout is not None
    while not (line := await process.stdout.readline()).startswith(b"started"):
        assert line
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int(line.split()[1]), 0)


async def test_the_list_of_ports(api, twinhelm):
    assert (await twinhelm("relay", "list")).stdout == "22  ssh\n3389  rdp\n5900  vnc\n"
    refused = await twinhelm("relay", "allow", "8443")
    assert (refused.returncode, api.control.pair.relay_ports) == (4, (22, 3389, 5900))
    assert (await twinhelm("relay", "allow", "8443", TWINHELM_USER="ada")).stdout == "Allowed are now: 22, 3389, 5900, 8443.\n"
    assert (await twinhelm("relay", "refuse", "5900", TWINHELM_USER="ada")).stdout == "Allowed are now: 22, 3389, 8443.\n"
    assert json.loads((await twinhelm("relay", "list", "--json", TWINHELM_USER="vera")).stdout) == [
        {"port": 22, "protocol": "ssh"},
        {"port": 3389, "protocol": "rdp"},
        {"port": 8443, "protocol": "tcp"},
    ]
    own = await twinhelm("relay", "allow", "7411", TWINHELM_USER="ada")
    assert (own.returncode, "belongs to Twinhelm itself" in own.stderr) == (1, True)
    assert json.loads((await twinhelm("status", "--json")).stdout)["relay_ports"] == [22, 3389, 8443]
    assert [event.sentence for event in api.control.happened] == [
        "ada allowed port 8443 of both servers to be reached through the active",
        "ada took port 5900 from the list of what may be reached through the active",
    ]


async def test_out_of_band_consoles_are_shown_with_their_server(api, twinhelm):
    refused = await twinhelm("server", "add-console", "pollux", "https://ilo.example.org/")
    assert refused.returncode == 4
    added = await twinhelm("server", "add-console", "pollux", "https://ilo.example.org/", "--label", "iLO", TWINHELM_USER="ada")
    assert added.stdout == "pollux has the console iLO: https://ilo.example.org/\n"
    wrong = await twinhelm("server", "add-console", "pollux", "ilo.example.org", TWINHELM_USER="ada")
    assert (wrong.returncode, "does not begin with http" in wrong.stderr) == (1, True)
    for command in (("status",), ("server", "list")):
        assert "https://ilo.example.org/" in (await twinhelm(*command, TWINHELM_USER="vera")).stdout
    servers = json.loads((await twinhelm("status", "--json")).stdout)["servers"]
    assert [server["consoles"] for server in servers] == [[], [{"server": "pollux", "label": "iLO", "url": "https://ilo.example.org/"}]]
    assert (await twinhelm("server", "remove-console", "pollux", "iLO", TWINHELM_USER="ada")).returncode == 0
    assert api.control.pair.consoles == ()


async def test_root_on_a_server_needs_neither_address_nor_password(api, echo, environment, tmp_path):
    public, links = Public("lan", ("10.20.0.10/24",), "10.20.0.1"), (HeartbeatLink("hb0", "hb0", "10.99.0.1", "10.99.0.2"),)
    configuration = ServerConfiguration("castor", Identity.PRIMARY, str(tmp_path), str(tmp_path / "run"), public, links)
    write_server_configuration(tmp_path / "twinhelm.toml", configuration)
    viewer(tmp_path, "vncviewer")
    here = {name: value for name, value in environment.items() if name not in {"TWINHELM_SERVER", "TWINHELM_FINGERPRINT", "TWINHELM_USER"}}
    command = [sys.executable, "-m", "twinhelm_node.cli.main", "--config", str(tmp_path / "twinhelm.toml"), "connect", "vnc", "pollux"]
    done = await run_async([*command, "--port", str(echo)], timeout_s=60.0, env=here)
    assert done.returncode == 5, done.stderr
    assert (tmp_path / "answer").read_text().startswith("HELLO ")
    assert api.audit()[-1]["user"] == "root"
