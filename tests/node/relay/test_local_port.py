"""The port on the workstation: any number of connections, each through a stream of its own, and none left when it is closed."""

import asyncio

import pytest

from twinhelm_node.domain.errors import InvalidInput, TwinhelmError, Unreachable
from twinhelm_node.relay.local_port import LocalPort


class Echo:
    """A stream that gives back what it is sent, in capitals, and ends when it is ended."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[bytes] = asyncio.Queue(1)
        self.finished = self.closed = False

    async def read(self) -> bytes:
        return await self.queue.get()

    async def write(self, data: bytes) -> None:
        await self.queue.put(data.upper())

    async def end(self) -> None:
        await self.queue.put(b"")

    async def finish(self) -> None:
        self.finished = True

    def close(self) -> None:
        self.closed = True


class Streams(list[Echo]):
    """Every stream that was asked for."""

    async def __call__(self) -> Echo:
        self.append(Echo())
        return self[-1]


async def say(port: int, data: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.timeout(30)
async def test_many_connections_at_once_and_each_is_closed_in_order():
    streams, failures = Streams(), []
    async with LocalPort(streams, failures.append) as port:
        words = [f"word {number} ".encode() * 1000 for number in range(40)]
        assert await asyncio.gather(*(say(port.port, word) for word in words)) == [word.upper() for word in words]
        await port.until_idle()
        assert (port.accepted, len(streams), failures) == (40, 40, [])
    assert all(stream.finished and stream.closed for stream in streams)


@pytest.mark.timeout(30)
async def test_the_first_connection_uses_the_stream_that_was_opened_beforehand():
    streams, first = Streams(), Echo()
    async with LocalPort(streams, print, first=first) as port:
        assert await say(port.port, b"one") == b"ONE"
        await port.until_used()
        assert (first.finished, len(streams)) == (True, 0)
        assert await say(port.port, b"two") == b"TWO"
        assert len(streams) == 1
    unused = Echo()
    async with LocalPort(streams, print, first=unused):
        pass
    assert unused.closed


@pytest.mark.timeout(30)
async def test_a_refusal_is_told_and_the_next_connection_may_succeed():
    streams, failures = Streams(), []
    refusals = [Unreachable("nobody listens on port 22 of pollux", "NOBODY_LISTENS")]

    async def connect() -> Echo:
        if refusals:
            raise refusals.pop()
        return await streams()

    async with LocalPort(connect, failures.append) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port.port)
        assert await reader.read() == b""
        writer.close()
        assert [error.reason for error in failures if isinstance(error, TwinhelmError)] == ["NOBODY_LISTENS"]
        assert await say(port.port, b"x") == b"X"


@pytest.mark.timeout(30)
async def test_closing_the_port_ends_what_is_open():
    streams = Streams()
    async with LocalPort(streams, print) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port.port)
        writer.write(b"x")
        assert await reader.read(1) == b"X"
        number = port.port
    assert await reader.read() == b""
    assert streams[0].closed
    assert not streams[0].finished
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", number)


async def test_a_port_that_is_taken_is_told():
    async with LocalPort(Streams(), print) as port:
        with pytest.raises(InvalidInput, match=f"port {port.port} of this machine cannot be used"):
            LocalPort(Streams(), print, port=port.port)
