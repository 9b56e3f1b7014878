"""The data of a pair, asked of the demo gateway and of the gRPC gateway before the real admin server: the same answers and refusals."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.fakes.admin_api import PASSWORD, admin_api
from twinhelm_client.domain.connection import Endpoint
from twinhelm_client.domain.data import CheckAction, CheckPhase, FileState, Orphan
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.errors import GatewayError, NotFound
from twinhelm_client.domain.pair import Compression, Mode
from twinhelm_client.domain.queue_fill import QueuePolicy, WhenAway
from twinhelm_client.domain.set_settings import SetChange, change_between
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.rpc.grpc_gateway import GrpcGateway


@dataclass
class Subject:
    """Gateways of an operator and of an admin to the same pair."""

    operator: Gateway
    admin: Gateway


@pytest.fixture(autouse=True)
async def _in_time():
    async with asyncio.timeout(30):
        yield


@pytest.fixture(params=["demo", "grpc"])
async def subject(request, tmp_path) -> AsyncIterator[Subject]:
    if request.param == "demo":
        pair = DemoPair(1.8e9)
        operator: Gateway = DemoGateway(pair, user="otto", password=PASSWORD)
        admin: Gateway = DemoGateway(pair, user="ada", password=PASSWORD, role="admin")
        yield Subject(operator, admin)
        await operator.close()
        await admin.close()
        return
    async with admin_api(tmp_path / "api") as api:
        endpoint = Endpoint("127.0.0.1", api.server.port)
        operator = GrpcGateway(endpoint, "otto", PASSWORD, api.server.fingerprint)
        admin = GrpcGateway(endpoint, "ada", PASSWORD, api.server.fingerprint)
        yield Subject(operator, admin)
        await operator.close()
        await admin.close()


async def test_a_check_is_steered(subject):
    await subject.operator.connect()
    data = subject.operator.data
    (check,) = await data.checks()
    assert check.current is not None
    assert (check.set_name, check.current.phase) == ("data", CheckPhase.RUNNING)
    assert check.current.total_bytes > check.current.compared_bytes > 0
    assert check.eta_s
    await data.steer_check("data", CheckAction.PAUSE, request_id="one")
    assert (await data.checks())[0].current.phase is CheckPhase.PAUSED
    await data.steer_check("data", CheckAction.RESUME, request_id="two")
    await data.set_check_rate("data", 5_000_000)
    assert (await data.checks())[0].rate_bytes_per_s == 5_000_000
    with pytest.raises(GatewayError) as slow:
        await data.set_check_rate("data", 1000)
    assert slow.value.reason == "BAD_RATE"
    await data.steer_check("data", CheckAction.CANCEL, request_id="three")
    (ended,) = await data.checks()
    assert ended.current is None
    assert ended.last.phase is CheckPhase.CANCELLED
    with pytest.raises(GatewayError) as none:
        await data.steer_check("data", CheckAction.PAUSE, request_id="four")
    assert none.value.reason == "NO_CHECK"
    await data.start_check("data", b"", 0, request_id="five")
    assert (await data.checks())[0].current.phase is CheckPhase.RUNNING


async def test_files_are_listed_with_their_state(subject):
    await subject.operator.connect()
    data = subject.operator.data
    listed = await data.files("data", b"", ())
    assert {row.state for row in listed.rows} >= {FileState.VERIFIED, FileState.NOT_COMPARED, FileState.EXCLUDED}
    assert all(row.at_s > 0 and row.sequence > 0 for row in listed.rows if row.state is FileState.VERIFIED)
    only = await data.files("data", b"", (FileState.EXCLUDED,))
    assert [row.path for row in only.rows] == [b"postmaster.pid"]
    with pytest.raises(NotFound):
        await data.files("data", b"no/such/folder", ())
    with pytest.raises(NotFound):
        await data.findings("dat")
    found = (await data.findings("data")).rows
    assert {row.state for row in found} >= {FileState.DIFFERING, FileState.ORPHAN}
    assert all(row.server == "pollux" for row in found)


async def test_orphans_are_restored_and_deleted_by_an_admin(subject):
    await subject.operator.connect()
    await subject.admin.connect()
    first = (await subject.admin.data.orphans("data")).rows[0]
    assert isinstance(first, Orphan)
    assert (first.server, first.set_name, first.files > 0) == ("pollux", "data", True)
    with pytest.raises(GatewayError) as operator:
        await subject.operator.data.delete_orphan(first, request_id="one")
    assert operator.value.reason == "ROLE_TOO_LOW"
    with pytest.raises(GatewayError) as passive:
        await subject.admin.data.restore_orphan(first, "", request_id="two")
    assert passive.value.reason == "NOT_ON_ACTIVE"
    assert (await subject.admin.data.restore_orphan(first, "/srv/restored", request_id="three")).startswith("/srv/restored/")
    with pytest.raises(NotFound):
        await subject.admin.data.delete_orphan(first, request_id="four")


async def test_an_archive_is_extracted_by_an_admin(subject):
    await subject.operator.connect()
    await subject.admin.connect()
    with pytest.raises(GatewayError) as operator:
        await subject.operator.data.extract("pollux", "data", 6, "/srv/extracted", request_id="one")
    assert operator.value.reason == "ROLE_TOO_LOW"
    assert (await subject.admin.data.extract("pollux", "data", 6, "/srv/extracted", request_id="two")).files > 0


async def test_settings_are_seen_by_everybody_and_changed_by_an_admin(subject):
    await subject.operator.connect()
    await subject.admin.connect()
    (before,) = await subject.operator.data.sets()
    assert (before.name, before.path, before.quota_bytes, before.floor_bytes) == ("data", "/srv/data", 8 * 1024**3, 256 * 1024**2)
    assert (before.orphans, before.orphan_days, before.compression, before.bandwidth) == (
        OrphanPolicy.QUARANTINE, 30, Compression.AUTO, "",
    )  # fmt: skip
    with pytest.raises(GatewayError) as operator:
        await subject.operator.data.change_set("data", SetChange(quota_bytes=10**9), request_id="one")
    assert operator.value.reason == "ROLE_TOO_LOW"
    change = SetChange(
        Mode.DURABLE, WhenAway.STALL, 10**9, 0, QueuePolicy.THROTTLE, Compression.STRONG, "mon-fri 08:00-18:00 10mbit, else 50mbit",
        20_000_000, OrphanPolicy.DELETE, 0, 5 * 10**9,
    )  # fmt: skip
    after = await subject.admin.data.change_set("data", change, request_id="two")
    assert change_between(before, after).wanted() == {
        name: value for name, value in change.wanted().items() if getattr(before, name) != value
    }
    assert (await subject.operator.data.sets()) == (after,)
    back = SetChange(bandwidth="", floor_bytes=256 * 1024**2, orphans=OrphanPolicy.REPORT, check_rate_bytes_per_s=0)
    again = await subject.admin.data.change_set("data", back, request_id="three")
    assert (again.bandwidth, again.orphans, again.check_rate_bytes_per_s, again.mode) == ("", OrphanPolicy.REPORT, 0, Mode.DURABLE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (SetChange(), "NOTHING_TO_CHANGE"),
        (SetChange(quota_bytes=10**6), "BAD_QUOTA"),
        (SetChange(check_rate_bytes_per_s=10), "BAD_RATE"),
        (SetChange(bandwidth="as much as there is"), "BAD_BANDWIDTH"),
    ],
)
async def test_settings_that_would_not_work_are_refused_and_change_nothing(subject, change, reason):
    await subject.admin.connect()
    before = await subject.admin.data.sets()
    with pytest.raises(GatewayError) as refused:
        await subject.admin.data.change_set("data", change, request_id="one")
    assert refused.value.reason == reason
    assert await subject.admin.data.sets() == before
    with pytest.raises(NotFound):
        await subject.admin.data.change_set("dat", SetChange(quota_bytes=10**9), request_id="two")
