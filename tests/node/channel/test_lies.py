"""The sending end against a passive that does not tell the truth about its sequence: nothing is dropped, and the reason is said."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.ports import free_port
from twinhelm_node.channel.economy.cap import Cap
from twinhelm_node.channel.economy.economy import Economy
from twinhelm_node.channel.receive import ChannelServicer
from twinhelm_node.channel.send import Sender
from twinhelm_node.channel.server import ChannelServer
from twinhelm_node.channel.values import Hello, Need, Report, Welcome
from twinhelm_node.domain.economy import Compression
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.ports_replicator import ChannelPath
from twinhelm_node.journal.record import Kind, Record, Run, check_run, encode
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.journal.segment import Position
from twinhelm_node.security.store import SecurityStore

RECORDS = 10


class Source:
    """An active's unsafe queue with ten records, and what was told to it (twinhelm_node.channel.values.Sending)."""

    urgent = False

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        writer = SafeQueueWriter(directory, b"s" * 16, 0)
        raw = b"".join(encode(Record(sequence, 3, Kind.UNLINK, b"f")) for sequence in range(1, RECORDS + 1))
        writer.append([(raw, check_run(raw, 1))])
        self._position = writer.position()
        writer.close()
        self.wake_descriptor = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self.acknowledged = 0
        self.reasons: list[str] = []
        self.parted_at = asyncio.Event()

    def hello(self) -> Hello:
        return Hello("pair", "data", 3, 0, 0, 1, RECORDS)

    def position(self) -> Position:
        return self._position

    def arm(self) -> bool:
        return True

    def welcomed(self, welcome: Welcome) -> None:
        self.acknowledged = max(self.acknowledged, welcome.next_sequence - 1)

    def reported(self, report: Report) -> None:
        self.acknowledged = max(self.acknowledged, report.durable_sequence)

    def needed(self, need: Need) -> None:
        pass

    def parted(self, error: TwinhelmError | None) -> None:
        self.reasons.append(error.reason if error is not None else "")
        self.parted_at.set()


class Liar:
    """A passive that keeps what it is sent and says what it likes (twinhelm_node.channel.values.Receiving)."""

    def __init__(self, welcome: int, says: Callable[[int], tuple[int, int]]) -> None:
        self._welcome = welcome
        self._says = says
        self.held = welcome - 1
        self.next_sequence = welcome

    async def greet(self, hello: Hello) -> Welcome:
        return Welcome(self._welcome, False, "")

    def append(self, runs: Sequence[tuple[bytes, Run]]) -> None:
        for _, run in runs:
            self.held = run.last_sequence
            self.next_sequence = self.held + 1

    def report(self) -> Report:
        durable, applied = self._says(self.held)
        return Report(durable, applied, state="synchronized")

    def take_needs(self) -> Sequence[Need]:
        return ()

    def on_change(self, callback: Callable[[], None] | None) -> None:
        pass


class Falling:
    """Says the truth, then less and less."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, held: int) -> tuple[int, int]:
        self._told = held if held > self._told else max(0, self._told - 1)
        return self._told, 0


@contextlib.asynccontextmanager
async def sending(source: Source, liar: Liar, directory: Path) -> AsyncIterator[None]:
    store = SecurityStore(directory / "security")
    credentials = store.initialise_primary(pair_id="pair", server_name="castor", addresses=["127.0.0.1"], now=datetime.now(UTC))
    host = "127.1.0.8"
    port = free_port(host)
    server = ChannelServer(ChannelServicer(lambda: "pair", lambda _: liar), credentials)
    server.listen([(host, port)])
    sender = Sender(source, lambda: (ChannelPath("hb0", "", host, port),), credentials, Economy(Compression.OFF, Cap(), Cap()), "pollux")
    task = asyncio.ensure_future(sender.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await server.close()
        os.close(source.wake_descriptor)


@pytest.mark.parametrize(
    ("welcome", "says", "reason", "acknowledged"),
    [
        (RECORDS + 2, lambda held: (held, held), "SEQUENCE_GAP", 0),
        (0, lambda held: (held, held), "SEQUENCE_GAP", 0),
        (1, lambda held: (held + 5, 0), "BAD_ACKNOWLEDGEMENT", RECORDS),
        (1, lambda _: (1 << 63, 0), "BAD_ACKNOWLEDGEMENT", 0),
        (1, lambda held: (held, held + RECORDS + 1), "BAD_ACKNOWLEDGEMENT", RECORDS),
        (1, Falling, "BAD_ACKNOWLEDGEMENT", RECORDS),
    ],
    ids=["welcome too high", "welcome too low", "too high", "far too high", "applied more than it was sent", "backwards"],
)
async def test_a_lie_ends_the_stream_and_is_said(
    tmp_path: Path, welcome: int, says: Callable[[int], tuple[int, int]] | type[Falling], reason: str, acknowledged: int
) -> None:
    source = Source(tmp_path)
    liar = Liar(welcome, says() if isinstance(says, type) else says)
    async with asyncio.timeout(30), sending(source, liar, tmp_path):
        while reason not in source.reasons:
            source.parted_at.clear()
            await source.parted_at.wait()
    assert source.acknowledged <= acknowledged, "the lie was believed"
