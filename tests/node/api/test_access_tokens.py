"""Signing in by token, through a real TLS connection: once it is revoked, expired or its user is gone, nothing goes on."""

import time

import grpc
import pytest

from tests.fakes.admin_api import PASSWORD, admin_api
from tests.node.api.test_admin_refusals import reason, refused, signed_in, until_the_end
from twinhelm.admin.v1 import status_service_pb2, status_service_pb2_grpc, user_service_pb2, user_service_pb2_grpc
from twinhelm_node.api.transport import channel_options
from twinhelm_node.config.pair_changes import with_token
from twinhelm_node.domain.pair import UserRole
from twinhelm_node.security.access_tokens import DAY_S, make_access_token


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


@pytest.fixture
def users(channel):
    return user_service_pb2_grpc.UserServiceStub(channel)


async def issue(users, channel, user="vera", lifetime_s=0.0):
    request = user_service_pb2.IssueAccessTokenRequest(user=user, lifetime_s=lifetime_s, request_id="i")
    return await users.IssueAccessToken(request, metadata=await signed_in(channel, "ada"))


async def sign_in(users, token, name=""):
    answer = await users.SignIn(user_service_pb2.SignInRequest(name=name, token=token))
    return answer, (("authorization", f"Bearer {answer.token}"),)


async def test_a_token_opens_a_session_of_its_user_and_is_written_down_nowhere(api, channel, users):
    issued = await issue(users, channel)
    assert issued.about.expires_at.seconds - issued.about.issued_at.seconds == 365 * 86_400
    answer, metadata = await sign_in(users, issued.token)
    assert (answer.user.name, answer.user.role, answer.pair_name) == ("vera", user_service_pb2.USER_ROLE_VIEWER, "gemini")
    status = status_service_pb2_grpc.StatusServiceStub(channel)
    assert (await status.GetPairStatus(status_service_pb2.GetPairStatusRequest(), metadata=metadata)).status.pair_name == "gemini"
    listed = await users.ListAccessTokens(user_service_pb2.ListAccessTokensRequest(), metadata=await signed_in(channel, "ada"))
    assert list(listed.tokens) == [issued.about]
    audit = api.audit()
    (made,) = [line for line in audit if line["method"].endswith("IssueAccessToken")]
    assert (made["user"], made["outcome"], made["request"]["user"]) == ("ada", "done", "vera")
    assert [line["user"] for line in audit if line["method"].endswith("SignIn")][-2] == "vera"
    assert issued.token.rpartition("-")[2] not in api.audit_path.read_text()


async def test_a_changed_role_holds_at_the_next_call(api, channel, users):
    _, metadata = await sign_in(users, (await issue(users, channel)).token)
    request = user_service_pb2.ListUsersRequest()
    assert reason(await refused(users.ListUsers(request, metadata=metadata)))[1] == "ROLE_TOO_LOW"
    await api.control.add_user("vera", UserRole.ADMIN, "another password", user="ada", request_id="r")
    assert len((await users.ListUsers(request, metadata=metadata)).users) == 3


async def test_revoking_ends_the_open_stream_and_later_sign_ins(api, channel, users):
    issued = await issue(users, channel)
    _, metadata = await sign_in(users, issued.token)
    status = status_service_pb2_grpc.StatusServiceStub(channel)
    stream = status.WatchPairStatus(status_service_pb2.WatchPairStatusRequest(interval_s=0.1), metadata=metadata)
    assert (await stream.read()).status.pair_name == "gemini"
    request = user_service_pb2.RevokeAccessTokensRequest(user="vera", id=issued.about.id)
    assert (await users.RevokeAccessTokens(request, metadata=await signed_in(channel, "ada"))).revoked == 1
    assert reason(await refused(until_the_end(stream))) == ("UNAUTHENTICATED", "TOKEN_REVOKED")
    error = await refused(sign_in(users, issued.token))
    assert reason(error) == ("UNAUTHENTICATED", "WRONG_TOKEN")
    assert error.details() == "the token is not known to this pair or has been revoked; ask an admin of the pair for a new one"
    again = await refused(users.RevokeAccessTokens(request, metadata=await signed_in(channel, "ada")))
    assert reason(again) == ("NOT_FOUND", "UNKNOWN_TOKEN")


async def test_removing_the_user_ends_the_token(api, channel, users):
    issued = await issue(users, channel)
    _, metadata = await sign_in(users, issued.token)
    await api.control.remove_user("vera", user="ada", request_id="r")
    status = status_service_pb2_grpc.StatusServiceStub(channel)
    error = await refused(status.GetPairStatus(status_service_pb2.GetPairStatusRequest(), metadata=metadata))
    assert reason(error)[1] == "USER_REMOVED"
    assert reason(await refused(sign_in(users, issued.token)))[1] == "WRONG_TOKEN"


async def test_an_expired_token_says_so(api, channel, users):
    text, token = make_access_token("vera", lifetime_s=DAY_S, now_ns=time.time_ns() - int(2 * DAY_S * 1e9))
    api.control.pair = with_token(api.control.pair, token)
    error = await refused(sign_in(users, text))
    assert reason(error) == ("UNAUTHENTICATED", "TOKEN_EXPIRED")
    assert error.details() == "the token of vera has expired; ask an admin of the pair for a new one"


async def test_a_token_serves_its_own_user_only(channel, users):
    token = (await issue(users, channel)).token
    assert (await sign_in(users, token, "vera"))[0].user.name == "vera"
    assert reason(await refused(sign_in(users, token, "ada"))) == ("UNAUTHENTICATED", "WRONG_TOKEN")


async def test_guessing_tokens_is_slowed_down_with_guessing_passwords(channel, users, monkeypatch):
    monkeypatch.setattr("twinhelm_node.security.throttle.FIRST_WAIT_S", 60.0)  # longer than any pause of a busy machine
    for number in range(5):
        assert reason(await refused(sign_in(users, f"twinhelm-token-{number}")))[1] == "WRONG_TOKEN"
    assert reason(await refused(sign_in(users, "twinhelm-token-6")))[1] == "TOO_MANY_TRIES"
    error = await refused(users.SignIn(user_service_pb2.SignInRequest(name="ada", password=PASSWORD)))
    assert reason(error)[1] == "TOO_MANY_TRIES"


async def test_only_admins_make_and_see_tokens(channel, users):
    metadata = await signed_in(channel, "otto")
    for call in (
        users.IssueAccessToken(user_service_pb2.IssueAccessTokenRequest(user="otto"), metadata=metadata),
        users.ListAccessTokens(user_service_pb2.ListAccessTokensRequest(user="otto"), metadata=metadata),
        users.RevokeAccessTokens(user_service_pb2.RevokeAccessTokensRequest(user="otto"), metadata=metadata),
    ):
        assert reason(await refused(call)) == ("PERMISSION_DENIED", "ROLE_TOO_LOW")


@pytest.mark.parametrize("lifetime_s", [1.0, 1e12, -1.0])
async def test_a_lifetime_without_sense_is_refused(channel, users, lifetime_s):
    assert reason(await refused(issue(users, channel, lifetime_s=lifetime_s))) == ("INVALID_ARGUMENT", "OUT_OF_RANGE")


async def test_a_token_for_nobody(channel, users):
    assert reason(await refused(issue(users, channel, user="hugo"))) == ("NOT_FOUND", "UNKNOWN_USER")
