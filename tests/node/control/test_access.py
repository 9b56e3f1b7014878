"""Access through two real control processes: to the heartbeat address of the other server, to oneself, and the list on both."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.ports import free_port
from tests.node.control.pair_in_memory import PairInMemory
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.api.relay_client import RelayClient
from twinhelm_node.domain.errors import InvalidInput, NotReady, Unreachable
from twinhelm_node.domain.relay import ConsoleLink, RelayTarget

pytestmark = pytest.mark.timeout(240)


PORT = free_port("127.0.81.1")


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[PairInMemory]:
    made = PairInMemory(tmp_path)
    try:
        await asyncio.gather(made.start("castor"), made.start("pollux"))
        await made.until_active("castor")
        await made.until_ready()
        yield made
    finally:
        await made.close()


def client(pair: PairInMemory, name: str) -> AdminClient:
    return AdminClient.local(pair.directory / name / "run/control.sock")


async def in_thread(pair: PairInMemory, name: str, what):
    def ask():
        with client(pair, name) as found:
            return what(found)

    return await asyncio.to_thread(ask)


@asynccontextmanager
async def service(address: str, word: bytes) -> AsyncIterator[None]:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(word)
        writer.close()

    async with await asyncio.start_server(speak, address, PORT):
        yield


async def said(pair: PairInMemory, asked: str, target: str) -> tuple[str, bytes]:
    """Open a connection by way of one server; return the link it took and what was said at its end."""
    way = await in_thread(pair, asked, lambda found: found.way)
    async with RelayClient(way) as relay:
        connection, opened = await relay.connect(RelayTarget(target, PORT))
        word = await connection.read()
        await connection.end()
        await connection.finish()
        return opened.link, word


async def test_each_server_leads_to_the_other_and_to_itself(pair: PairInMemory) -> None:
    await in_thread(pair, "castor", lambda found: found.access.allow(PORT))
    await pair.until(lambda: PORT in pair.nodes["pollux"].documents.current.relay_ports, "pollux has the list")
    async with service("127.0.81.2", b"pollux on hb0"), service("127.0.81.1", b"castor on hb0"):
        assert await said(pair, "castor", "pollux") == ("hb0", b"pollux on hb0")
        assert await said(pair, "pollux", "castor") == ("hb0", b"castor on hb0")
        assert await said(pair, "castor", "castor") == ("hb0", b"castor on hb0")
        async with service("127.0.0.1", b"only on loopback"):
            assert await said(pair, "castor", "castor") == ("loopback", b"only on loopback")
    async with service("127.0.82.2", b"pollux on hb1"):
        assert await said(pair, "castor", "pollux") == ("hb1", b"pollux on hb1")
    with pytest.raises(Unreachable, match=f"nobody listens on port {PORT} of pollux"):
        await said(pair, "castor", "pollux")
    lines = [json.loads(line) for line in (pair.directory / "castor/state/audit.jsonl").read_text().splitlines()]
    assert [line["reason"] for line in lines if line["method"].endswith("Open") and line["outcome"] == "failed"] == ["NOBODY_LISTENS"]


async def test_the_list_is_changed_on_the_active_and_never_has_a_port_of_twinhelm(pair: PairInMemory) -> None:
    with pytest.raises(NotReady) as refused:
        await in_thread(pair, "pollux", lambda found: found.access.allow(PORT))
    assert refused.value.reason == "NOT_ACTIVE"
    with pytest.raises(InvalidInput) as own:
        await in_thread(pair, "castor", lambda found: found.access.allow(pair.ports.peer))
    assert own.value.reason == "OWN_PORT"
    assert await in_thread(pair, "pollux", lambda found: found.access.ports()) == (22, 3389, 5900)


async def test_a_console_is_shown_by_both_servers_also_for_one_that_is_dead(pair: PairInMemory) -> None:
    link = ConsoleLink("pollux", "iLO", "https://ilo.example.org/")
    assert await in_thread(pair, "castor", lambda found: found.access.add_console(link)) == link
    await pair.until(lambda: pair.nodes["pollux"].view().servers[1].consoles == (link,), "pollux shows its console")
    await pair.crash("pollux")
    view = await in_thread(pair, "castor", lambda found: found.view())
    assert [server.consoles for server in view.servers] == [(), (link,)]
    assert view.relay_ports == (22, 3389, 5900)
    assert any("console of pollux" in event.sentence and event.user == "root" for event in pair.nodes["castor"].log.list("", 50))
