"""What the admin API refuses, asked through a real TLS connection, and that each refusal is written down."""

import time
from datetime import UTC, datetime

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.rpc import error_details_pb2, status_pb2

from tests.fakes.admin_api import PASSWORD, admin_api
from twinhelm.admin.v1 import (
    event_service_pb2,
    operation_service_pb2,
    relay_service_pb2,
    role_service_pb2,
    role_service_pb2_grpc,
    set_service_pb2,
    set_service_pb2_grpc,
    status_service_pb2,
    status_service_pb2_grpc,
    user_service_pb2,
    user_service_pb2_grpc,
)
from twinhelm_node.api.transport import channel_options
from twinhelm_node.domain.pair import UserRole
from twinhelm_node.security.certificates import create_authority
from twinhelm_node.security.session_tokens import LIFETIME_S, SessionTokens


@pytest.fixture
async def api(tmp_path):
    async with admin_api(tmp_path) as api:
        yield api


@pytest.fixture
async def channel(api):
    credentials = grpc.ssl_channel_credentials(api.credentials.authority)
    options = channel_options(api.credentials.target_name)
    async with grpc.aio.secure_channel(f"127.0.0.1:{api.server.port}", credentials, options=options) as channel:
        yield channel


async def signed_in(channel, name):
    answer = await user_service_pb2_grpc.UserServiceStub(channel).SignIn(user_service_pb2.SignInRequest(name=name, password=PASSWORD))
    return (("authorization", f"Bearer {answer.token}"),)


def reason(error):
    details = dict(error.trailing_metadata())
    status = status_pb2.Status.FromString(details["grpc-status-details-bin"])
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    assert info.domain == "twinhelm"
    assert status.message == error.details()
    return error.code().name, info.reason


async def refused(call):
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    return caught.value


async def until_the_end(stream):
    while True:
        assert await stream.read()


async def test_a_viewer_sees_the_pair(api, channel):
    metadata = await signed_in(channel, "vera")
    answer = await status_service_pb2_grpc.StatusServiceStub(channel).GetPairStatus(
        status_service_pb2.GetPairStatusRequest(), metadata=metadata
    )
    assert [server.name for server in answer.status.servers] == ["castor", "pollux"]
    assert answer.status.ready_for_switchover


@pytest.mark.parametrize(
    "metadata",
    [(), (("authorization", "Bearer"),), (("authorization", "Basic YWRhOmFkYQ=="),)],
)
async def test_without_credentials_every_service_refuses_and_logs(api, channel, metadata):
    error = await refused(
        status_service_pb2_grpc.StatusServiceStub(channel).GetPairStatus(status_service_pb2.GetPairStatusRequest(), metadata=metadata)
    )
    assert reason(error)[0] == "UNAUTHENTICATED"
    (line,) = api.audit()
    assert line["method"] == "/twinhelm.admin.v1.StatusService/GetPairStatus"
    assert line["outcome"] == "refused"
    assert line["caller"].startswith("ipv4:127.0.0.1")
    assert api.audit_path.stat().st_mode & 0o777 == 0o600


async def test_no_method_but_signing_in_is_open(api, channel):
    """Asks every method of every service that the server itself describes, with an empty message and no credentials."""
    modules = (
        status_service_pb2,
        role_service_pb2,
        operation_service_pb2,
        relay_service_pb2,
        set_service_pb2,
        user_service_pb2,
        event_service_pb2,
    )
    asked = 0
    for module in modules:
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                if method.name == "SignIn":
                    continue
                path = f"/{service.full_name}/{method.name}"
                if method.client_streaming:
                    error = await refused(channel.stream_stream(path, Empty.SerializeToString)().read())
                elif method.server_streaming:
                    error = await refused(channel.unary_stream(path, Empty.SerializeToString)(Empty()).read())
                else:
                    error = await refused(channel.unary_unary(path, Empty.SerializeToString)(Empty()))
                assert reason(error) == ("UNAUTHENTICATED", "NO_CREDENTIALS"), path
                asked += 1
    assert asked == len(api.audit()) > 15


@pytest.mark.parametrize("name", ["ada", "nobody"])
async def test_a_wrong_password_and_an_unknown_name_look_the_same(api, channel, name):
    stub = user_service_pb2_grpc.UserServiceStub(channel)
    error = await refused(stub.SignIn(user_service_pb2.SignInRequest(name=name, password="guess")))
    assert reason(error) == ("UNAUTHENTICATED", "WRONG_PASSWORD")
    assert error.details() == "the name or the password is wrong; check both"
    (line,) = api.audit()
    assert line["request"] == {"name": name}
    assert "guess" not in api.audit_path.read_text()


async def test_guessing_is_slowed_down(api, channel, monkeypatch):
    monkeypatch.setattr("twinhelm_node.security.throttle.FIRST_WAIT_S", 60.0)  # longer than any pause of a busy machine
    stub = user_service_pb2_grpc.UserServiceStub(channel)
    for _ in range(5):
        error = await refused(stub.SignIn(user_service_pb2.SignInRequest(name="ada", password="guess")))
        assert reason(error)[1] == "WRONG_PASSWORD"
    error = await refused(stub.SignIn(user_service_pb2.SignInRequest(name="ada", password=PASSWORD)))
    assert reason(error) == ("UNAUTHENTICATED", "TOO_MANY_TRIES")


async def test_a_viewer_may_not_switch_over_and_an_operator_may(api, channel):
    stub = role_service_pb2_grpc.RoleServiceStub(channel)
    error = await refused(stub.StartSwitchover(role_service_pb2.StartSwitchoverRequest(), metadata=await signed_in(channel, "vera")))
    assert reason(error) == ("PERMISSION_DENIED", "ROLE_TOO_LOW")
    assert "vera is viewer, and this needs operator" in error.details()
    assert not api.control.known_operations
    request = role_service_pb2.StartSwitchoverRequest(request_id="r1", reason="patch day")
    first = await stub.StartSwitchover(request, metadata=await signed_in(channel, "otto"))
    again = await stub.StartSwitchover(request, metadata=await signed_in(channel, "otto"))
    assert first.operation.id == again.operation.id
    assert first.operation.reason == "otto: patch day"
    lines = [(line["user"], line["outcome"], line.get("reason", "")) for line in api.audit() if line["method"].endswith("StartSwitchover")]
    assert lines == [("vera", "refused", "ROLE_TOO_LOW"), ("otto", "done", ""), ("otto", "done", "")]


async def test_an_operator_may_not_change_sets_or_users(api, channel):
    metadata = await signed_in(channel, "otto")
    error = await refused(
        set_service_pb2_grpc.SetServiceStub(channel).RemoveSet(set_service_pb2.RemoveSetRequest(name="data"), metadata=metadata)
    )
    assert reason(error) == ("PERMISSION_DENIED", "ROLE_TOO_LOW")
    error = await refused(user_service_pb2_grpc.UserServiceStub(channel).ListUsers(user_service_pb2.ListUsersRequest(), metadata=metadata))
    assert reason(error) == ("PERMISSION_DENIED", "ROLE_TOO_LOW")
    assert len(api.control.pair.sets) == 1


async def test_an_expired_token_a_foreign_token_and_a_cut_token_are_refused(api, channel):
    ada = api.control.pair.users[2]
    expired, _ = api.tokens.issue(ada, time.time_ns() - (LIFETIME_S + 1) * 10**9)
    foreign, _ = SessionTokens(b"another pair's key, 32 bytes long", lambda: ()).issue(ada, time.time_ns())
    good, _ = api.tokens.issue(ada, time.time_ns())
    stub = status_service_pb2_grpc.StatusServiceStub(channel)
    for token, why in ((expired, "TOKEN_EXPIRED"), (foreign, "BAD_TOKEN"), (good[:-2], "BAD_TOKEN"), ("." * 30, "BAD_TOKEN")):
        error = await refused(
            stub.GetPairStatus(status_service_pb2.GetPairStatusRequest(), metadata=(("authorization", f"Bearer {token}"),))
        )
        assert reason(error) == ("UNAUTHENTICATED", why)


async def test_removing_a_user_ends_his_calls_and_his_open_stream(api, channel):
    metadata = await signed_in(channel, "vera")
    stub = status_service_pb2_grpc.StatusServiceStub(channel)
    stream = stub.WatchPairStatus(status_service_pb2.WatchPairStatusRequest(interval_s=0.1), metadata=metadata)
    assert (await stream.read()).status.pair_name == "gemini"
    await api.control.remove_user("vera", user="ada", request_id="r")
    error = await refused(until_the_end(stream))
    assert reason(error) == ("UNAUTHENTICATED", "USER_REMOVED")
    error = await refused(stub.GetPairStatus(status_service_pb2.GetPairStatusRequest(), metadata=metadata))
    assert reason(error) == ("UNAUTHENTICATED", "USER_REMOVED")


async def test_a_new_password_ends_the_old_sessions(api, channel):
    metadata = await signed_in(channel, "vera")
    await api.control.add_user("vera", UserRole.VIEWER, "another password", user="ada", request_id="r")
    error = await refused(
        status_service_pb2_grpc.StatusServiceStub(channel).GetPairStatus(status_service_pb2.GetPairStatusRequest(), metadata=metadata)
    )
    assert reason(error) == ("UNAUTHENTICATED", "TOKEN_EXPIRED")


async def test_an_unknown_set_is_named(api, channel):
    metadata = await signed_in(channel, "ada")
    error = await refused(
        set_service_pb2_grpc.SetServiceStub(channel).RemoveSet(set_service_pb2.RemoveSetRequest(name="dta"), metadata=metadata)
    )
    assert reason(error) == ("NOT_FOUND", "UNKNOWN_SET")
    assert error.details() == "there is no set called dta; there are: data"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "data"}, ("ALREADY_EXISTS", "NAME_TAKEN")),
        ({"path": "/srv/data/inner"}, ("INVALID_ARGUMENT", "PATH_MISSING")),
        ({"exclude": ["/absolute"]}, ("INVALID_ARGUMENT", "BAD_FILTER")),
        ({"mode": 99}, ("INVALID_ARGUMENT", "BAD_VALUE")),
        ({"name": ""}, ("INVALID_ARGUMENT", "MISSING_FIELD")),
    ],
)
async def test_a_bad_set_is_refused_with_its_reason(api, channel, tmp_path, changes, why):
    folder = tmp_path / "folder"
    folder.mkdir()
    new = set_service_pb2.ProtectedSet(**({"name": "more", "path": str(folder)} | changes))
    stub = set_service_pb2_grpc.SetServiceStub(channel)
    error = await refused(stub.AddSet(set_service_pb2.AddSetRequest(set=new), metadata=await signed_in(channel, "ada")))
    assert reason(error) == why
    assert len(api.control.pair.sets) == 1


async def test_an_oversized_message_is_refused_and_the_server_lives_on(api, channel):
    metadata = await signed_in(channel, "ada")
    stub = set_service_pb2_grpc.SetServiceStub(channel)
    huge = set_service_pb2.ProtectedSet(name="more", path="/x" * 1_000_000)
    error = await refused(stub.AddSet(set_service_pb2.AddSetRequest(set=huge), metadata=metadata))
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert len((await stub.ListSets(set_service_pb2.ListSetsRequest(), metadata=metadata)).sets) == 1


async def test_a_malformed_message_is_refused_and_the_server_lives_on(api, channel):
    metadata = await signed_in(channel, "ada")
    raw = channel.unary_unary("/twinhelm.admin.v1.SetService/AddSet")
    error = await refused(raw(b"\xff\xff\xff\xff not protobuf", metadata=metadata))
    assert reason(error) == ("INVALID_ARGUMENT", "MALFORMED_REQUEST")
    error = await refused(raw(b"\xff\xff\xff\xff not protobuf"))
    assert reason(error) == ("UNAUTHENTICATED", "NO_CREDENTIALS")
    assert (await set_service_pb2_grpc.SetServiceStub(channel).ListSets(set_service_pb2.ListSetsRequest(), metadata=metadata)).sets


async def test_a_method_that_nobody_serves(api, channel):
    error = await refused(channel.unary_unary("/twinhelm.admin.v1.SetService/Explode")(b""))
    assert error.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_figures_out_of_range(api, channel):
    metadata = await signed_in(channel, "vera")
    stub = status_service_pb2_grpc.StatusServiceStub(channel)
    for interval_s in (0.01, -1.0, 61.0, float("nan")):
        error = await refused(
            stub.WatchPairStatus(status_service_pb2.WatchPairStatusRequest(interval_s=interval_s), metadata=metadata).read()
        )
        assert reason(error) == ("INVALID_ARGUMENT", "OUT_OF_RANGE")
    error = await refused(stub.GetQueueHistory(status_service_pb2.GetQueueHistoryRequest(set_name="none"), metadata=metadata))
    assert reason(error) == ("NOT_FOUND", "UNKNOWN_SET")


async def test_a_failover_has_to_be_forced(api, channel):
    stub = role_service_pb2_grpc.RoleServiceStub(channel)
    error = await refused(stub.StartFailover(role_service_pb2.StartFailoverRequest(), metadata=await signed_in(channel, "otto")))
    assert reason(error) == ("FAILED_PRECONDITION", "NOT_FORCED")


async def test_a_bug_is_told_in_one_sentence_without_its_traceback(api, channel, caplog):
    api.control.set_status = None
    error = await refused(
        status_service_pb2_grpc.StatusServiceStub(channel).GetPairStatus(
            status_service_pb2.GetPairStatusRequest(), metadata=await signed_in(channel, "vera")
        )
    )
    assert reason(error) == ("INTERNAL", "INTERNAL")
    assert "AttributeError" not in error.details()
    assert "AttributeError" in caplog.text


async def test_plain_text_and_a_foreign_authority_get_no_answer(api, tmp_path):
    stub = status_service_pb2_grpc.StatusServiceStub
    async with grpc.aio.insecure_channel(f"127.0.0.1:{api.server.port}") as plain:
        error = await refused(stub(plain).GetPairStatus(status_service_pb2.GetPairStatusRequest(), timeout=2))
        assert error.code() in {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED}
    other = grpc.ssl_channel_credentials(create_authority("other", datetime.now(UTC)).certificate)
    target = channel_options(api.credentials.target_name)
    async with grpc.aio.secure_channel(f"127.0.0.1:{api.server.port}", other, options=target) as foreign:
        error = await refused(stub(foreign).GetPairStatus(status_service_pb2.GetPairStatusRequest(), timeout=2))
        assert error.code() in {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED}


async def test_the_unix_socket_is_root_alone_and_needs_no_password(api):
    assert api.socket_path.stat().st_mode & 0o777 == 0o600
    assert api.socket_path.parent.stat().st_mode & 0o777 == 0o700
    async with grpc.aio.insecure_channel(f"unix:{api.socket_path}") as local:
        new = user_service_pb2.User(name="grace", role=user_service_pb2.USER_ROLE_VIEWER)
        await user_service_pb2_grpc.UserServiceStub(local).AddUser(user_service_pb2.AddUserRequest(user=new, password="long enough"))
    assert api.control.pair.users[-1].name == "grace"
    (line,) = api.audit()
    assert (line["user"], line["outcome"]) == ("root", "done")
    assert "long enough" not in api.audit_path.read_text()


async def test_the_last_admin_stays(api, channel):
    stub = user_service_pb2_grpc.UserServiceStub(channel)
    error = await refused(stub.RemoveUser(user_service_pb2.RemoveUserRequest(name="ada"), metadata=await signed_in(channel, "ada")))
    assert reason(error) == ("FAILED_PRECONDITION", "LAST_ADMIN")
