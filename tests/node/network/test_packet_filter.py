"""What leaves a server's public card, counted at the other end of the cable."""

import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.node.network.segment import Segment
from twinhelm_node.domain.errors import InvalidInput
from twinhelm_node.network import ruleset
from twinhelm_node.network.packet_filter import PacketFilter
from twinhelm_node.network.ruleset import FilterScope


class Guard:
    """A packet filter whose every call is made inside the server."""

    def __init__(self, segment: Segment, *management_addresses: str, interface: str = "lan") -> None:
        self._run = segment.server.run
        self._filter = self._run(lambda: PacketFilter(interface, management_addresses))

    def __getattr__(self, name):
        return lambda *arguments: self._run(lambda: getattr(self._filter, name)(*arguments))


def guard(segment: Segment, *management_addresses: str) -> Guard:
    return Guard(segment, *management_addresses)


def make_noise(segment: Segment) -> None:
    """Everything a server does that makes frames: ARP, ND, MLD, IGMP, ICMP, UDP, answers, and senders past the IP stack."""
    for address in ("10.20.0.1", "fd20::1", "ff02::1%lan", "10.20.0.99"):
        segment.server.program("ping", "-c1", "-W1", "-i0.2", address, check=False)

    def talk() -> None:
        for family, group in ((socket.AF_INET, "10.20.0.255"), (socket.AF_INET, "224.0.0.251"), (socket.AF_INET6, "ff02::fb")):
            with socket.socket(family, socket.SOCK_DGRAM) as card:
                card.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                card.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lan")
                try:
                    card.sendto(b"here I am", (group, 5353))
                except OSError:  # EPERM: dropped on its way out
                    continue
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as member:
            member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("239.1.2.3") + socket.inet_aton("10.20.0.10"))
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as member6:
            index = socket.if_nametoindex("lan")
            member6.setsockopt(
                socket.IPPROTO_IPV6,
                socket.IPV6_JOIN_GROUP,
                socket.inet_pton(socket.AF_INET6, "ff02::1234") + index.to_bytes(4, sys.byteorder),
            )

    segment.server.run(talk)
    segment.send_raw(5)
    segment.send_raw(5, bypass=True)
    segment.street.program("ping", "-c1", "-W1", "10.20.0.10", check=False)
    segment.street.program("ping", "-c1", "-W1", "fd20::10", check=False)


def test_the_noise_is_heard_without_a_filter(segment):
    segment.plug_public()
    before = segment.street.received("street")
    with segment.sniffed() as frames:
        make_noise(segment)
    assert segment.street.received("street") - before >= 15
    kinds = {int.from_bytes(frame[12:14], "big") for frame in frames}
    assert kinds >= {0x0800, 0x0806, 0x86DD, 0x88CC}


def test_not_one_frame_leaves_a_silent_server(segment):
    guard(segment).install()
    segment.plug_public(up=False)
    guard(segment).install()
    with segment.sniffed() as frames:
        segment.server.program("ip", "link", "set", "lan", "up")
        make_noise(segment)
    assert frames == []
    assert segment.street.received("street") == 0
    assert guard(segment).is_silent()


def test_the_boot_ruleset_silences_the_kernel_of_a_card_that_does_not_exist_yet(segment):
    segment.server.program("nft", "-f", "-", text=ruleset.render_boot_ruleset(FilterScope("lan")))
    segment.plug_public()
    for address in ("10.20.0.1", "fd20::1", "10.20.0.99"):
        segment.server.program("ping", "-c1", "-W1", address, check=False)
    assert segment.street.received("street") == 0
    state = guard(segment).state()
    assert (state.installed, state.device_hooked, state.silent) == (True, False, False)
    segment.server.program("nft", "-f", "-", text=ruleset.render_device_ruleset(FilterScope("lan")))
    segment.send_raw(5)
    assert segment.street.received("street") == 0
    assert guard(segment).is_silent()


def test_reveal_opens_and_hide_closes_at_once(segment):
    segment.plug_public()
    packet_filter = guard(segment)
    packet_filter.install()
    assert not segment.street.answers("10.20.0.10")
    packet_filter.reveal(60)
    assert not packet_filter.is_silent()
    assert segment.street.soon_answers("10.20.0.10")
    assert segment.street.soon_answers("fd20::10")
    packet_filter.hide()
    before = segment.street.received("street")
    segment.send_raw(20)
    segment.street.program("ping", "-c1", "-W1", "10.20.0.10", check=False)
    assert segment.street.received("street") == before
    assert packet_filter.is_silent()


def test_the_voice_runs_out_without_any_process(segment):
    segment.plug_public()
    code = "from twinhelm_node.network.packet_filter import *; PacketFilter('lan').reveal(0.5); print('revealed', flush=True); input()"
    process = subprocess.Popen(
        ["nsenter", f"--net=/proc/self/fd/{segment.server.descriptor}", sys.executable, "-c", code],
        pass_fds=[segment.server.descriptor],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"revealed\n"
        process.send_signal(signal.SIGKILL)
    watcher = guard(segment)
    deadline = time.monotonic() + 20
    while not watcher.is_silent():
        assert time.monotonic() < deadline, "the voice never ran out"
        time.sleep(0.02)
    before = segment.street.received("street")
    segment.send_raw(20)
    assert segment.street.received("street") == before


def test_a_voice_that_ran_out_is_not_revived(segment):
    segment.plug_public()
    packet_filter = guard(segment)
    packet_filter.install()
    assert packet_filter.renew_voice(5) is False
    packet_filter.reveal(0.05)
    deadline = time.monotonic() + 20
    while not packet_filter.is_silent():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert packet_filter.renew_voice(5) is False
    assert packet_filter.is_silent()
    packet_filter.reveal(60)
    assert packet_filter.renew_voice(60) is True
    assert not packet_filter.is_silent()


def test_renewing_and_reinstalling_never_interrupts_the_voice(segment):
    segment.plug_public()
    packet_filter = guard(segment)
    packet_filter.install()
    packet_filter.reveal(60)
    before = segment.street.received("street")
    done = threading.Event()
    sent: list[int] = []

    def speak() -> None:
        total = 0
        while not done.is_set():
            segment.send_raw(50)
            total += 50
        sent.append(total)

    speaker = threading.Thread(target=speak)
    speaker.start()
    for _ in range(200):
        assert packet_filter.renew_voice(60)
    for _ in range(20):
        guard(segment).install()
        packet_filter.reveal(60)
    done.set()
    speaker.join()
    assert sent[0] > 0
    # The kernel of the server may have added an MLD report of its own; not one of ours may be missing.
    assert segment.street.received("street") - before >= sent[0]
    assert not packet_filter.is_silent()


def test_reinstalling_a_silent_filter_never_leaks(segment):
    segment.plug_public(up=False)
    packet_filter = guard(segment)
    packet_filter.install()
    segment.server.program("ip", "link", "set", "lan", "up")
    done = threading.Event()

    def shout() -> None:
        while not done.is_set():
            segment.send_raw(50)

    speaker = threading.Thread(target=shout)
    speaker.start()
    for number in range(60):
        guard(segment, *(["10.20.0.77/24"] if number % 2 else [])).install()
        if number % 10 == 0:
            segment.server.program("nft", "-f", "-", text=ruleset.render_replacement(FilterScope("lan"), device=True))
    done.set()
    speaker.join()
    assert segment.street.received("street") == 0


def test_a_removed_filter_is_noticed_and_comes_back_silent(segment):
    segment.plug_public()
    packet_filter = guard(segment)
    packet_filter.reveal(60)
    segment.server.program("nft", "flush", "ruleset")
    assert not packet_filter.is_silent()
    assert packet_filter.renew_voice(60) is False
    assert packet_filter.is_silent()
    segment.server.program("nft", "flush", "ruleset")
    packet_filter.hide()
    assert packet_filter.is_silent()
    for table in ("netdev", "inet", "arp"):
        segment.server.program("nft", "delete", "table", table, "twinhelm")
        assert not packet_filter.is_silent()
        packet_filter.install()
        assert packet_filter.is_silent()


def test_the_filter_covers_a_card_that_was_replaced(segment):
    segment.plug_public()
    packet_filter = guard(segment)
    packet_filter.install()
    segment.server.program("ip", "link", "delete", "lan")
    segment.plug_public(up=False)
    packet_filter.install()
    segment.server.program("ip", "link", "set", "lan", "up")
    make_noise(segment)
    assert segment.street.received("street") == 0


def test_another_public_interface_replaces_the_old_one(segment):
    segment.plug_public()
    segment.plug_heartbeat()
    Guard(segment, interface="hb0").install()
    assert not segment.street.answers("10.99.0.1")
    guard(segment).install()
    assert guard(segment).is_silent()
    assert segment.street.soon_answers("10.99.0.1")
    assert not segment.street.answers("10.20.0.10")


def test_the_heartbeat_and_loopback_are_untouched(segment):
    segment.plug_public()
    segment.plug_heartbeat()
    guard(segment).install()
    assert segment.street.soon_answers("10.99.0.1")
    assert segment.server.soon_answers("10.99.0.2")
    assert segment.server.soon_answers("10.20.0.10")
    assert segment.server.soon_answers("127.0.0.1")


def test_what_is_forwarded_to_the_public_card_stays_inside(segment):
    segment.plug_public()
    segment.plug_heartbeat()
    guard(segment).install()
    segment.server.program("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
    segment.street.program("ip", "route", "add", "10.20.0.55/32", "via", "10.99.0.1")
    before = segment.street.received("street")
    segment.street.program("ping", "-c1", "-W1", "10.20.0.55", check=False)
    assert segment.street.received("street") == before


def test_a_management_address_answers_while_the_service_address_is_silent(segment):
    segment.plug_public()
    segment.server.program("ip", "addr", "add", "10.20.0.51/24", "dev", "lan")
    segment.server.program("ip", "addr", "add", "fd20::51/64", "dev", "lan", "nodad")
    guard(segment, "10.20.0.51/24", "fd20::51/64").install()
    assert segment.street.soon_answers("10.20.0.51")
    assert segment.street.soon_answers("fd20::51")
    assert not segment.street.answers("10.20.0.10")
    assert not segment.street.answers("fd20::10")
    segment.street.program("ip", "neigh", "flush", "dev", "street")
    assert segment.server.program("ping", "-c3", "-W1", "-I", "10.20.0.51", "10.20.0.1", check=False).returncode == 0


@pytest.mark.parametrize("name", ["", 'lan"; flush ruleset; #', "a-name-that-is-too-long", "lan 0"])
def test_a_name_that_is_no_interface_is_refused(name):
    with pytest.raises(InvalidInput, match="interface"):
        FilterScope(name)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), 86400])
def test_a_lease_that_makes_no_sense_is_refused(seconds):
    with pytest.raises(InvalidInput, match="lease"):
        ruleset.grant("voice", "lan", seconds)
