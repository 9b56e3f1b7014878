"""Announcements, probes, pings and addresses, against a real neighbour at the other end of the cable."""

import asyncio
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.node.network.segment import Segment
from twinhelm_node.domain.errors import NotFound
from twinhelm_node.network import frames
from twinhelm_node.network.addresses import ensure_service_addresses, public_network
from twinhelm_node.network.announce import announce
from twinhelm_node.network.packet_filter import PacketFilter
from twinhelm_node.network.ping import ping
from twinhelm_node.network.probe import probe

SERVER_MAC = "02:00:00:00:00:10"
STREET_MAC = "02:00:00:00:00:01"
OTHER_MAC = "02:00:00:00:00:99"


def in_server(segment: Segment, coroutine_function):
    return segment.server.run(lambda: asyncio.run(coroutine_function()))


def neighbour(segment: Segment, address: str) -> str:
    words = segment.street.program("ip", "neigh", "show", address, "dev", "street").stdout.split()
    return words[words.index("lladdr") + 1] if "lladdr" in words else ""


def test_an_announcement_moves_the_addresses_to_this_card(segment):
    segment.plug_public()
    for address in ("10.20.0.10", "fd20::10"):
        segment.street.program("ip", "neigh", "replace", address, "lladdr", OTHER_MAC, "dev", "street", "nud", "stale")
        assert neighbour(segment, address) == OTHER_MAC
    with segment.sniffed() as heard:
        assert in_server(segment, lambda: announce("lan", ["10.20.0.10/24", "fd20::10/64"], times=2, gap_s=0.01)) == 6
    assert neighbour(segment, "10.20.0.10") == SERVER_MAC
    assert neighbour(segment, "fd20::10") == SERVER_MAC
    arp = [frame for frame in heard if frame[12:14] == b"\x08\x06"]
    assert [int.from_bytes(frame[20:22], "big") for frame in arp] == [1, 2, 1, 2]


def test_an_announcement_on_a_missing_card_says_what_to_do(segment):
    with pytest.raises(NotFound, match=r"twinhelm\.toml"):
        in_server(segment, lambda: announce("lan", ["10.20.0.10"]))


def test_a_probe_finds_who_answers_and_claims_nothing(segment):
    segment.plug_public()
    with segment.sniffed() as heard:
        found = in_server(segment, lambda: probe("lan", ["10.20.0.1", "fd20::1/64", "10.20.0.99", "fd20::99"], 0.5))
    assert found == {"10.20.0.1": STREET_MAC, "fd20::1/64": STREET_MAC, "10.20.0.99": None, "fd20::99": None}
    assert {str(claim.address) for frame in heard if (claim := frames.read_claim(frame))} & {"10.20.0.10", "fd20::10"} == set()
    assert neighbour(segment, "10.20.0.10") == ""


def test_a_probe_for_the_own_address_does_not_find_oneself(segment):
    segment.plug_public()
    found = in_server(segment, lambda: probe("lan", ["10.20.0.10", "fd20::10"], 0.3))
    assert found == {"10.20.0.10": None, "fd20::10": None}


def test_a_silent_server_probes_only_while_it_may(segment):
    segment.plug_public(up=False)

    async def story() -> list[dict[str, str | None]]:
        packet_filter = PacketFilter("lan")
        packet_filter.install()
        found = []
        found.append(await probe("lan", ["10.20.0.1", "fd20::1"], 0.3))
        packet_filter.allow_probe(30)
        found.append(await probe("lan", ["10.20.0.1", "fd20::1"], 5))
        assert packet_filter.is_silent()
        packet_filter.hide()
        found.append(await probe("lan", ["10.20.0.1", "fd20::1"], 0.3))
        return found

    async def forbidden() -> None:
        PacketFilter("lan").install()

    in_server(segment, forbidden)
    segment.server.program("ip", "link", "set", "lan", "up")
    nobody = {"10.20.0.1": None, "fd20::1": None}
    with segment.sniffed() as heard:
        before, allowed, after = in_server(segment, story)
        in_server(segment, lambda: ping("10.20.0.1", "lan", 0.3))
    assert before == nobody
    assert allowed == {"10.20.0.1": STREET_MAC, "fd20::1": STREET_MAC}
    assert after == nobody
    assert heard
    for frame in heard:
        if frame[12:14] == b"\x08\x06":
            assert frame[28:32] == b"\0" * 4, "an ARP frame that claims an address"
        else:
            assert frame[12:14] == b"\x86\xdd"
            assert frame[22:38] == b"\0" * 16, "a solicitation that claims an address"
            assert frame[54] == 135


def test_while_probing_is_allowed_nothing_else_leaves(segment):
    segment.plug_public(up=False)

    async def allow() -> None:
        packet_filter = PacketFilter("lan")
        packet_filter.install()
        packet_filter.allow_probe(60)

    in_server(segment, allow)
    segment.server.program("ip", "link", "set", "lan", "up")
    with segment.sniffed() as heard:
        assert in_server(segment, lambda: announce("lan", ["10.20.0.10", "fd20::10"], times=1)) == 0
        assert not segment.street.answers("10.20.0.10")
        assert not segment.server.answers("10.20.0.1")
        segment.send_raw(5)
    # Duplicate address detection of the kernel for its link-local address is such a solicitation too.
    assert [frame for frame in heard if not (frame[12:14] == b"\x86\xdd" and frame[22:38] == b"\0" * 16)] == []


@pytest.mark.parametrize("address", ["10.20.0.1", "fd20::1"])
def test_a_ping_measures_the_round_trip(segment, address):
    segment.plug_public()
    elapsed_s = in_server(segment, lambda: ping(address, "lan", 5))
    assert elapsed_s is not None
    assert elapsed_s > 0


@pytest.mark.parametrize("address", ["10.20.0.99", "fd20::99", "192.0.2.1"])
def test_a_ping_to_nobody_is_none(segment, address):
    segment.plug_public()
    assert in_server(segment, lambda: ping(address, "lan", 0.3)) is None


def test_a_ping_from_a_missing_card_is_none(segment):
    assert in_server(segment, lambda: ping("10.20.0.1", "lan", 0.3)) is None


def test_service_addresses_are_added_once_and_stay_when_the_link_flaps(segment):
    segment.plug_public()
    cidrs = ["10.20.0.10/24", "10.20.0.11/24", "fd20::11/64"]
    assert in_server(segment, lambda: ensure_service_addresses("lan", cidrs)) == ("10.20.0.11/24", "fd20::11/64")
    assert in_server(segment, lambda: ensure_service_addresses("lan", cidrs)) == ()
    segment.server.program("ip", "link", "set", "lan", "down")
    segment.server.program("ip", "link", "set", "lan", "up")
    assert in_server(segment, lambda: ensure_service_addresses("lan", cidrs)) == ()
    shown = segment.server.program("ip", "-6", "addr", "show", "dev", "lan").stdout
    assert "fd20::11/64" in shown
    assert "tentative" not in next(line for line in shown.splitlines() if "fd20::11" in line)
    with pytest.raises(NotFound, match="network card"):
        in_server(segment, lambda: ensure_service_addresses("eth9", cidrs))


@pytest.mark.parametrize(
    ("cidrs", "network"),
    [
        (["10.20.0.10/24", "fd20::10/64"], "10.20.0.0/24"),
        (["fd20::10/64", "10.20.0.10/16"], "10.20.0.0/16"),
        (["fd20::1/64"], "fd20::/64"),
        ([], ""),
    ],
)
def test_the_public_network_follows_from_the_service_addresses(cidrs, network):
    assert public_network(cidrs) == network


@given(st.binary(max_size=120))
def test_no_frame_makes_the_reader_fail(frame):
    frames.read_claim(frame)
    frames.read_claim(b"\0" * 12 + b"\x08\x06" + frame)
    frames.read_claim(b"\0" * 12 + b"\x86\xdd" + b"\x60\0\0\0\0\x20\x3a\xff" + frame)


@given(st.ip_addresses(v=6), st.binary(min_size=6, max_size=6))
def test_an_advertisement_reads_as_what_it_claims_and_sums_to_nothing(address, mac):
    frame = frames.unsolicited_advertisement(mac, address)
    assert frames.read_claim(frame) == frames.Claim(address, mac.hex(":"))
    message = frame[54:]
    pseudo = address.packed + ipaddress.IPv6Address("ff02::1").packed + len(message).to_bytes(4, "big") + b"\0\0\0\x3a"
    assert frames.checksum(pseudo + message) == 0
