"""Which addresses lead to a server, and what is said when none does."""

import asyncio
import socket

import pytest

from twinhelm_node.config.server import HeartbeatLink, Public, ServerConfiguration
from twinhelm_node.domain.errors import NotFound, Unreachable
from twinhelm_node.domain.roles import Identity
from twinhelm_node.relay.connect import connect
from twinhelm_node.relay.route import Route, routes_to

LINKS = (HeartbeatLink("hb0", "eth1", "10.99.0.1", "10.99.0.2"), HeartbeatLink("hb1", "eth2", "fd99::1", "fd99::2"))
CASTOR = ServerConfiguration(
    "castor", Identity.PRIMARY, "/state", "/run", Public("eth0", ("10.20.0.10/24",), "10.20.0.1"), LINKS, peer_name="pollux"
)


def ways(server, answered_at, peer_name="pollux"):
    return [
        (route.link, route.address, route.local_address)
        for route in routes_to(server, CASTOR, peer_name=peer_name, answered_at=answered_at)
    ]


def test_the_link_that_answered_last_comes_first():
    assert ways("pollux", {"hb0": 7.0, "hb1": 9.0}) == [("hb1", "fd99::2", "fd99::1"), ("hb0", "10.99.0.2", "10.99.0.1")]
    assert ways("pollux", {"hb0": 7.0, "hb1": None}) == [("hb0", "10.99.0.2", "10.99.0.1"), ("hb1", "fd99::2", "fd99::1")]
    assert [link for link, _, _ in ways("pollux", {})] == ["hb0", "hb1"], "a link that never answered is tried all the same"


def test_a_server_reaches_itself_without_any_link():
    assert [address for _, address, _ in ways("castor", {})] == ["127.0.0.1", "::1", "10.99.0.1", "fd99::1"]


def test_the_name_that_the_other_server_gives_itself_counts_too():
    assert ways("leda", {}, peer_name="leda") == ways("pollux", {})


@pytest.mark.parametrize("name", ["helena", "", "CASTOR"])
def test_an_unknown_server_is_told_with_those_there_are(name):
    with pytest.raises(NotFound, match="there are: castor and pollux") as caught:
        ways(name, {})
    assert caught.value.reason == "UNKNOWN_SERVER"


async def test_each_route_is_tried_and_the_socket_is_bound_to_its_link():
    with socket.create_server(("127.0.0.3", 0)) as listener:
        port = listener.getsockname()[1]
        routes = (Route("hb0", "127.0.0.2", "127.0.0.9"), Route("hb1", "127.0.0.3", "127.0.0.8"))
        found, route = await connect("pollux", routes, port, timeout_s=5.0)
        with found:
            assert (route.link, found.getsockname()[0]) == ("hb1", "127.0.0.8")
            assert not found.getblocking()


async def test_a_server_that_refuses_is_another_case_than_one_that_does_not_answer(monkeypatch):
    with socket.create_server(("127.0.0.2", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match="start the service there") as caught:
        await connect("pollux", [Route("hb0", "127.0.0.2")], port, timeout_s=5.0)
    assert caught.value.reason == "NOBODY_LISTENS"

    async def silent(*_):
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", silent)
    # 203.0.113.1 is nobody's (RFC 5737) and no card of this machine has it: binding to it fails as on a link whose card is gone.
    routes = (Route("hb0", "127.0.0.2"), Route("hb1", "127.0.0.3", "203.0.113.1"))
    with pytest.raises(Unreachable, match=r"hb0: no answer within 0\.01 s; hb1: .*check the heartbeat network") as caught:
        await connect("pollux", routes, port, timeout_s=0.01)
    assert caught.value.reason == "NOT_REACHABLE"
