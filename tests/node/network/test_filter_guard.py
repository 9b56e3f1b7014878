"""Somebody flushes the firewall of a silent server."""

import asyncio
import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.network.filter_guard import keep_whole, message_kinds
from twinhelm_node.network.packet_filter import PacketFilter


async def until(what) -> None:
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - what is waited for lives in the kernel
            await asyncio.sleep(0.005)


@pytest.mark.parametrize(
    "damage",
    [
        ("nft", "flush", "ruleset"),
        ("nft", "delete", "table", "arp", "twinhelm"),
        ("nft", "flush", "chain", "inet", "twinhelm", "hook_output"),
        ("nft", "flush", "chain", "inet", "twinhelm", "leaving"),
        ("nft", "flush", "chain", "netdev", "twinhelm", "leaving"),
    ],
)
def test_what_is_taken_away_comes_back_by_itself(segment, damage):
    segment.plug_public()
    told: list[str] = []

    async def story() -> None:
        packet_filter = PacketFilter("lan")
        packet_filter.install()
        guard = asyncio.create_task(keep_whole(packet_filter, told.append))
        await asyncio.sleep(0)
        for repaired in (1, 2):
            await asyncio.to_thread(segment.server.program, *damage)
            await until(lambda repaired=repaired: len(told) >= repaired)
            assert packet_filter.is_silent()
        guard.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await guard

    segment.server.run(lambda: asyncio.run(story()))
    before = segment.street.received("street")
    segment.send_raw(5)
    segment.server.program("ping", "-c1", "-W1", "10.20.0.1", check=False)
    assert segment.street.received("street") == before


def test_a_card_that_comes_later_is_hooked_when_it_comes(segment):
    told: list[str] = []

    async def story() -> None:
        packet_filter = PacketFilter("lan")
        packet_filter.install()
        guard = asyncio.create_task(keep_whole(packet_filter, told.append))
        await asyncio.sleep(0)
        await asyncio.to_thread(segment.plug_public, up=False)
        await until(lambda: packet_filter.state().device_hooked)
        guard.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await guard

    segment.server.run(lambda: asyncio.run(story()))
    segment.server.program("ip", "link", "set", "lan", "up")
    segment.send_raw(5)
    assert segment.street.received("street") == 0


def test_renewing_the_voice_wakes_nobody(segment):
    segment.plug_public()
    told: list[str] = []

    async def story() -> None:
        packet_filter = PacketFilter("lan")
        packet_filter.install()
        guard = asyncio.create_task(keep_whole(packet_filter, told.append))
        packet_filter.reveal(60)
        deadline = time.monotonic() + 20
        for _ in range(200):
            assert packet_filter.renew_voice(60)
            packet_filter.install()
            await asyncio.sleep(0)
            assert time.monotonic() < deadline
        assert not packet_filter.is_silent()
        guard.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await guard

    segment.server.run(lambda: asyncio.run(story()))
    assert told == []


@given(st.binary(max_size=200))
def test_no_packet_makes_the_reader_hang_or_fail(packet):
    assert len(list(message_kinds(packet))) <= len(packet)
