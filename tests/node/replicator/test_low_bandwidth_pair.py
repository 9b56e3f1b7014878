"""The low bandwidth module between two real replicators: cut, changed and capped in the middle of the stream, nothing is lost."""

import asyncio
from dataclasses import replace
from pathlib import Path

from tests.fakes.replicator_pair import SET, ReplicatorPair, Server, replicator_pair
from twinhelm_node.domain.economy import Compression, EconomyStatus, Level
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.status import SetState

PAGE = bytes(range(256)) * 32


def strong(folder: str) -> ProtectedSet:
    return ProtectedSet(SET, folder, compression=Compression.STRONG)


async def economy(server: Server) -> EconomyStatus:
    found = (await server.status()).economy
    assert found is not None
    return found


async def change(pair: ReplicatorPair, **settings: object) -> None:
    pair.castor.sets = tuple(replace(one, **settings) for one in pair.castor.sets)  # type: ignore[arg-type]
    await pair.castor.configure()


def rewrite_pages(folder: Path, first: int, count: int) -> None:
    """As a database does: whole pages, a few bytes of each different from the last time."""
    with (folder / "pages").open("r+b" if (folder / "pages").exists() else "wb") as file:
        for number in range(first, first + count):
            file.seek(number % 64 * len(PAGE))
            file.write(PAGE[:4000] + number.to_bytes(8, "little") + PAGE[4008:])
            file.flush()


async def test_cut_and_changed_in_the_middle_of_the_stream(tmp_path: Path) -> None:
    async with replicator_pair(tmp_path / "pair", strong) as pair:
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        written = 0
        for settings in ({}, {"compression": Compression.OFF}, {"compression": Compression.FAST}, {"compression": Compression.STRONG}):
            await change(pair, **settings)
            await asyncio.to_thread(rewrite_pages, pair.castor.folder, written, 300)
            written += 300
        await pair.until_applied(pair.castor)
        assert (await economy(pair.castor)).window_bytes >= 1 << 20
        for _ in range(2):  # a new connection is a new stream: neither end may refer to what the other has forgotten
            writing = asyncio.ensure_future(asyncio.to_thread(rewrite_pages, pair.castor.folder, written, 600))
            await pair.cable.pull()
            await pair.cable.plug()
            await writing
            written += 600
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await pair.until_applied(pair.castor)
        told = await economy(pair.castor)
        assert (told.setting, told.level, told.reason) == (Compression.STRONG, Level.STRONG, "Set to strong.")
        assert told.saved_ratio > 0.5
        assert told.processor_s > 0
        await pair.castor.deactivate(2)
        assert pair.differences() == ""


async def test_a_cap_is_set_and_lifted_while_records_wait(tmp_path: Path) -> None:
    async with replicator_pair(tmp_path / "pair", lambda folder: ProtectedSet(SET, folder, compression=Compression.OFF)) as pair:
        await pair.castor.activate(1)
        await pair.castor.until_state(SetState.SYNCHRONIZED)
        await change(pair, bandwidth="64kbit")
        await asyncio.to_thread(rewrite_pages, pair.castor.folder, 0, 200)  # 1.6 MB: minutes at this rate
        status = await pair.castor.status()
        assert status.unsafe_queue.entries > 0
        assert status.unsafe_queue.oldest_age_s > 0
        told = await economy(pair.castor)
        assert (told.cap, told.cap_bytes_per_s) == ("64kbit", 8_000)
        await change(pair, bandwidth="")
        await pair.until_applied(pair.castor)
        assert (await economy(pair.castor)).cap_bytes_per_s == 0
        pair.castor.paths = tuple(replace(path, bandwidth="1gbit") for path in pair.castor.paths)
        await pair.castor.configure()
        assert (await economy(pair.castor)).cap == "1gbit"
        await asyncio.to_thread(rewrite_pages, pair.castor.folder, 200, 50)
        await pair.until_applied(pair.castor)
        await pair.castor.deactivate(2)
        assert pair.differences() == ""
