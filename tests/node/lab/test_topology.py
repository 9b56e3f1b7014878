"""The lab without a pair: four machines that run a plain command, and what the faults do to them.

Runs as whoever runs it; test_without_root.py runs it once more as a user without any right.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from twinhelm_node.domain.errors import AlreadyExists, InvalidInput, NotFound, NotReady
from twinhelm_node.lab import layout
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.protocol import HallError
from twinhelm_node.lab.values import Console

SERVICE = ["sh", "-c", "echo the service runs; exec sleep 86400"]
LISTEN = """import socket
listener = socket.create_server(('10.20.0.10', 7410))
print('listening', flush=True)
while True:
    connection, _ = listener.accept()
    connection.sendall(connection.recv(99)[::-1])
    connection.close()
"""
REVEAL = "from twinhelm_node.network.packet_filter import PacketFilter; PacketFilter('lan').reveal(600)"
HIDE = "from twinhelm_node.network.packet_filter import PacketFilter; PacketFilter('lan').hide()"
LAB_COMMAND = [sys.executable, "-c", "from twinhelm_node.cli.lab import app; app()"]


@pytest.fixture
def directory() -> Iterator[Path]:
    # Short and directly below /tmp: a user without rights must be able to reach it.
    path = Path(tempfile.mkdtemp(prefix="twinhelm-lab-test-"))
    yield path / "lab"
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def shared() -> Iterator[Lab]:
    """One lab for all tests that leave it as they found it."""
    path = Path(tempfile.mkdtemp(prefix="twinhelm-lab-test-"))
    made = Lab(path / "lab")
    build(made)
    yield made
    made.down()
    assert os.listdir(path) == []
    path.rmdir()


@pytest.fixture
def lab(shared: Lab) -> Iterator[Lab]:
    yield shared
    for name, state in shared.status().machines.items():
        if state == "off":
            shared.start(name)
        if state == "frozen":
            shared.thaw(name)
    for name, link in shared.status().links.items():
        if link.cut:
            shared.heal(name)
        if link.bits_per_s is not None:
            shared.slow(name, "off")


def build(lab: Lab) -> None:
    for program in ("ip", "ping"):
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin") is None:
            pytest.skip(f"{program} is not installed here")
    try:
        lab.build(service={"castor": SERVICE, "pollux": SERVICE}, run_service=True, tied=True)
    except NotReady as error:
        pytest.skip(str(error))


def reaches(lab: Lab, machine: str, address: str) -> bool:
    return lab.exec(machine, ["ping", "-c1", "-W1", address]).returncode == 0


def soon_reaches(lab: Lab, machine: str, address: str) -> bool:
    """Like `reaches`, with patience: a fresh card takes up to a second until the kernel calls it up."""
    deadline = time.monotonic() + 30
    while not reaches(lab, machine, address):
        if time.monotonic() > deadline:
            return False
    return True


def frames_from(lab: Lab, machine: str) -> int:
    """How many frames have come out of the public card of a machine since it booted, counted at the hall's end of the cable."""
    text = lab.exec("hall", ["cat", "/proc/net/dev"]).require_success().stdout
    return int(next(line for line in text.splitlines() if f"{machine}-lan:" in line).split(":")[1].split()[1])


def eventually(what, why: str) -> None:
    deadline = time.monotonic() + 30
    while not what():
        assert time.monotonic() < deadline, why
        time.sleep(0.02)


def test_the_machines_reach_each_other_over_every_link(lab):
    assert lab.status().machines == dict.fromkeys(layout.MACHINES, "on")
    for address in ("10.99.0.2", "10.99.1.2"):
        assert soon_reaches(lab, "castor", address)
    for address in ("10.20.0.1", "fd20::1"):
        assert soon_reaches(lab, "workstation", address)
    assert lab.exec("castor", ["hostname"]).stdout == "castor\n"


def test_both_servers_carry_the_service_addresses_and_say_nothing(lab):
    macs = set()
    for server in layout.SERVERS:
        shown = lab.exec(server, ["ip", "-json", "addr", "show", "dev", "lan"]).require_success().stdout
        (card,) = json.loads(shown)
        macs.add(card["address"])
        assert {f"{one['local']}/{one['prefixlen']}" for one in card["addr_info"]} >= set(layout.SERVICE_ADDRESSES)
        lab.exec(server, ["ping", "-c1", "-W1", "10.20.0.1"])
        assert frames_from(lab, server) == 0
    assert len(macs) == 2
    assert not reaches(lab, "workstation", "10.20.0.10")
    assert not reaches(lab, "workstation", "fd20::10")


def test_the_console_outside_reaches_the_one_that_speaks(lab):
    port = lab.open_console_port()
    lab.exec("castor", [sys.executable, "-c", REVEAL]).require_success()
    assert soon_reaches(lab, "workstation", "10.20.0.10")
    assert soon_reaches(lab, "workstation", "fd20::10")
    with lab.spawn("castor", [sys.executable, "-u", "-c", LISTEN], stdout=subprocess.PIPE) as server:
        assert server.stdout.readline() == b"listening\n"
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(b"olleh")
            assert connection.recv(99) == b"hello"
            assert connection.recv(99) == b""
        lab.crash("workstation")
        lab.start("workstation")
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(b"niaga")
            assert connection.recv(99) == b"again"
        server.kill()
    lab.exec("castor", [sys.executable, "-c", HIDE]).require_success()
    assert not reaches(lab, "workstation", "10.20.0.10")
    assert frames_from(lab, "pollux") == 0


def test_a_cut_link_carries_nothing_until_it_is_healed(lab):
    lab.cut("hb0")
    assert not reaches(lab, "castor", "10.99.0.2")
    assert soon_reaches(lab, "castor", "10.99.1.2")
    assert "NO-CARRIER" in lab.exec("pollux", ["ip", "link", "show", "dev", "hb0"]).stdout
    lab.crash("pollux")
    lab.start("pollux")
    assert not reaches(lab, "castor", "10.99.0.2")
    assert soon_reaches(lab, "castor", "10.99.1.2")
    lab.heal("hb0")
    assert soon_reaches(lab, "castor", "10.99.0.2")
    assert not lab.status().links["hb0"].cut


@pytest.mark.parametrize(("link", "ports"), [("hb0", ["castor-hb0", "pollux-hb0"]), ("lan:castor", ["castor-lan"])])
def test_a_slow_link_is_limited_both_ways_until_it_is_fast_again(lab, link, ports):
    if shutil.which("tc", path="/usr/sbin:/sbin:/usr/bin") is None:
        pytest.skip("tc is not installed here")
    places = [("hall", port) for port in ports] + ([("castor", "lan")] if link == "lan:castor" else [])
    lab.slow(link, "10mbit")
    for place, device in places:
        assert "tbf" in lab.exec(place, ["tc", "qdisc", "show", "dev", device]).stdout
        assert "rate 10Mbit" in lab.exec(place, ["tc", "qdisc", "show", "dev", device]).stdout
    lab.slow(link, "512kbit")
    lab.crash("castor")
    lab.start("castor")
    for place, device in places:
        assert "rate 512Kbit" in lab.exec(place, ["tc", "qdisc", "show", "dev", device]).stdout
    lab.slow(link, "off")
    for place, device in places:
        assert "tbf" not in lab.exec(place, ["tc", "qdisc", "show", "dev", device]).stdout


def test_a_crash_ends_every_process_at_once_and_keeps_the_disk(lab):
    lab.exec("castor", ["sh", "-c", "echo kept > /srv/data/kept; echo lost > /run/lost"]).require_success()
    with lab.spawn("castor", ["sh", "-c", "echo runs; exec sleep 86400"], stdout=subprocess.PIPE) as inside:
        assert inside.stdout.readline() == b"runs\n"
        assert lab.crash("castor") > 0
        assert inside.wait(30) == 128 + signal.SIGKILL
    assert lab.status().machines["castor"] == "off"
    assert not {name for name in lab.exec("hall", ["ls", "/sys/class/net"]).stdout.split() if name.startswith("castor")}
    assert lab.exec("castor", ["true"]).returncode == 125
    assert not reaches(lab, "pollux", "10.99.0.1")
    assert lab.exec("pollux", ["true"]).returncode == 0
    boots = lab.log("castor").read_text().count("castor boots")
    lab.start("castor")
    assert lab.exec("castor", ["cat", "/srv/data/kept"]).stdout == "kept\n"
    assert lab.exec("castor", ["test", "-e", "/run/lost"]).returncode == 1
    assert soon_reaches(lab, "pollux", "10.99.0.1")
    assert frames_from(lab, "castor") == 0
    assert lab.log("castor").read_text().count("castor boots") == boots + 1
    eventually(lambda: lab.log("castor").read_text().count("the service runs") == boots + 1, "the service did not start again")


def test_a_voice_does_not_survive_a_crash(lab):
    lab.exec("castor", [sys.executable, "-c", REVEAL]).require_success()
    assert soon_reaches(lab, "workstation", "10.20.0.10")
    lab.crash("castor")
    lab.start("castor")
    assert not reaches(lab, "workstation", "10.20.0.10")
    assert frames_from(lab, "castor") == 0


def test_a_frozen_machine_stands_still_and_goes_on_when_thawed(lab):
    counting = "n=0; while :; do n=$((n+1)); echo $n > /run/count; done"
    with lab.spawn("castor", ["sh", "-c", counting]) as inside:
        eventually(lambda: lab.exec("castor", ["test", "-s", "/run/count"]).returncode == 0, "the counter did not start")
        lab.freeze("castor")
        assert lab.status().machines["castor"] == "frozen"
        first = lab.exec("castor", ["cat", "/run/count"]).stdout
        states = lab.exec("castor", ["sh", "-c", "cut -d')' -f2 /proc/[0-9]*/stat | cut -c2"]).stdout.split()
        # PID 1, its service and the counter stand still; what looks at them runs.
        assert states.count("T") >= 3
        assert lab.exec("castor", ["cat", "/run/count"]).stdout == first
        assert soon_reaches(lab, "pollux", "10.99.0.1")
        lab.thaw("castor")
        eventually(lambda: lab.exec("castor", ["cat", "/run/count"]).stdout not in {first, ""}, "the counter did not go on")
        assert inside.poll() is None
        inside.kill()


def test_a_command_brings_its_streams_and_its_exit_status_along(lab):
    done = lab.exec("pollux", ["sh", "-c", "cat; echo complaint >&2; exit 7"], stdin=b"given\n")
    assert (done.returncode, done.stdout, done.stderr) == (7, "given\n", "complaint\n")
    assert lab.exec("pollux", ["no-such-program"]).returncode == 127
    assert lab.exec("pollux", ["sh", "-c", "kill -9 $$"]).returncode == 128 + 9
    assert lab.exec("nowhere", ["true"]).returncode == 125


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_ending_a_command_from_outside_ends_it_inside(lab, number):
    with lab.spawn("pollux", ["sh", "-c", "echo $$ > /run/mine; exec sleep 86400"]) as outside:
        eventually(lambda: lab.exec("pollux", ["test", "-s", "/run/mine"]).returncode == 0, "the command did not start")
        pid = lab.exec("pollux", ["cat", "/run/mine"]).stdout.strip()
        assert lab.exec("pollux", ["test", "-d", f"/proc/{pid}"]).returncode == 0
        outside.send_signal(number)
        outside.wait(30)
    eventually(lambda: lab.exec("pollux", ["test", "-d", f"/proc/{pid}"]).returncode != 0, "the command lives on inside")
    lab.exec("pollux", ["rm", "/run/mine"])


def test_pid_1_buries_orphans(lab):
    lab.exec("castor", ["sh", "-c", "(sleep 0.01 &) ; exit 0"]).require_success()
    eventually(lambda: "Z" not in lab.exec("castor", ["sh", "-c", "cut -d')' -f2 /proc/[0-9]*/stat | cut -c2"]).stdout, "a zombie stays")


def test_fuse_can_be_mounted_in_a_server(lab):
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened here; as root: chmod 0666 /dev/fuse")
    program = (
        "import os; from twinhelm_node.system import mounts\n"
        "fd = os.open('/dev/fuse', os.O_RDWR)\n"
        "mounts.mount('x', '/srv/data', 'fuse', 0, f'fd={fd},rootmode=40000,user_id=0,group_id=0,allow_other')\n"
        "mounts.unmount('/srv/data')"
    )
    lab.exec("castor", [sys.executable, "-c", program]).require_success()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda lab: lab.crash("mercury"), "castor, pollux"),
        (lambda lab: lab.cut("hb7"), "hb0, hb1, lan:castor, lan:pollux"),
        (lambda lab: lab.slow("hb0", "fast"), "10mbit"),
        (lambda lab: lab.slow("hb0", "1kbit"), "10mbit"),
        (lambda lab: lab.start("castor"), "on already"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(lab, call, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        call(lab)


def test_the_command_line_does_the_same(lab):
    where = ["--directory", str(lab.directory)]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*LAB_COMMAND, *arguments], capture_output=True, text=True, timeout=60, check=False)

    assert run("cut", *where, "hb1").returncode == 0
    shown = json.loads(run("status", "--json", *where).stdout)
    assert shown["links"]["hb1"] == {"cut": True, "bits_per_s": None}
    assert shown["machines"]["castor"] == "on"
    assert run("heal", *where, "hb1").returncode == 0
    assert run("crash", *where, "gateway").returncode == 0
    assert run("start", *where, "gateway").returncode == 0
    done = run("exec", *where, "castor", "--", "sh", "-c", "echo $0 $1; exit 9", "--json", "-x")
    assert (done.returncode, done.stdout) == (9, "--json -x\n")


def test_a_second_lab_is_refused_in_the_same_place_and_welcome_in_another(lab, directory):
    with pytest.raises(AlreadyExists, match="down"):
        lab.build()
    other = Lab(directory)
    build(other)
    try:
        other.crash("castor")
        assert lab.status().machines["castor"] == "on"
        assert soon_reaches(lab, "castor", "10.99.0.2")
    finally:
        other.down()
    assert lab.status().machines["castor"] == "on"


def test_down_leaves_nothing_behind(directory):
    made = Lab(directory)
    build(made)
    made.write_console(Console("127.0.0.1:1"))
    made.open_console_port()
    made.exec("castor", ["sh", "-c", "mkdir -p /srv/data/closed/inner; touch /srv/data/closed/inner/x; chmod 0 /srv/data/closed"])
    made.down()
    assert not directory.exists()
    mine = [entry for entry in os.listdir("/proc") if entry.isdigit() and str(directory).encode() in command_line(entry)]
    assert mine == []
    with pytest.raises(NotFound, match="lab up"):
        made.status()
    made.down()


def command_line(pid: str) -> bytes:
    try:
        return Path("/proc", pid, "cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("untied", [False, True])
def test_a_tied_lab_ends_with_whoever_started_it_and_an_untied_one_does_not(directory, untied):
    program = (
        f"import sys, time; from twinhelm_node.lab.lab import Lab; lab = Lab({str(directory)!r}); lab.build(tied=True)\n"
        f"if {untied}: lab.untie()\n"
        "print('up', flush=True); time.sleep(86400)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        line = owner.stdout.readline()
        owner.kill()
        assert owner.stderr is not None
        complaint = owner.stderr.read().decode()
    if "NAMESPACES" in complaint or "namespaces" in complaint:
        pytest.skip(complaint.splitlines()[-1])
    assert line == b"up\n", complaint
    if untied:
        assert soon_reaches(Lab(directory), "castor", "10.99.0.2")
    else:
        eventually(lambda: not Lab(directory).is_running(), "the lab lives on")
    Lab(directory).down()
    assert not Lab(directory).is_running()


def test_somebody_elses_directory_is_not_taken(directory):
    directory.mkdir()
    (directory / "thesis.tex").write_text("years of work")
    with pytest.raises(InvalidInput, match=r"thesis\.tex"):
        Lab(directory).build(tied=True)
    Lab(directory).down()
    assert (directory / "thesis.tex").read_text() == "years of work"


def test_requests_from_several_commands_at_once_are_all_answered(lab):
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(lab.exec("castor", ["true"]).returncode)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [0] * 8


def test_a_machine_that_is_off_cannot_be_crashed_again(lab):
    lab.crash("gateway")
    with pytest.raises((InvalidInput, HallError), match="lab start gateway"):
        lab.crash("gateway")
