"""Both gateways to a pair: the simulated one, and the real one in front of the node's own admin server over TLS on loopback."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from tests.fakes.admin_api import PASSWORD, admin_api
from tests.fakes.pair_control import DATA, STARTED_NS
from twinhelm_client.domain.connection import Endpoint
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.rpc.grpc_gateway import GrpcGateway


@dataclass
class Subject:
    """A gateway under test, and how to make something happen on its pair."""

    gateway: Gateway
    user: str
    password: str
    happen: Callable[[], object]
    token: str  # of the same user


@pytest.fixture(params=["demo", "grpc"])
async def subject(request, tmp_path) -> AsyncIterator[Subject]:
    if request.param == "demo":
        pair = DemoPair(1.8e9)
        token = "twinhelm-token-12345678-demo"
        gateway = DemoGateway(pair, user="otto", password=PASSWORD, token=token)
        # A simulated pair tells its own stories: starting a switchover is an event.
        yield Subject(gateway, "otto", PASSWORD, lambda: pair.start_switchover("drill", "happen"), token)
        await gateway.close()
        return
    async with admin_api(tmp_path) as api:
        api.control.happen("castor became active")
        for second in range(3):
            api.history.record([DATA], now=time.monotonic() - 3 + second, at_ns=STARTED_NS + second * 10**9)
        endpoint = Endpoint("127.0.0.1", api.server.port)
        real = GrpcGateway(endpoint, "otto", PASSWORD, api.server.fingerprint)
        issued = await api.control.issue_access_token("otto", lifetime_s=86_400, user="ada", request_id="token")
        yield Subject(real, "otto", PASSWORD, lambda: api.control.happen("link hb1 is down"), issued.text)
        await real.close()
