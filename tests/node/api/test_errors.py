"""What gRPC says of itself reaches nobody: each end of a call is told in a sentence of ours."""

import grpc
import pytest
from grpc.aio import AioRpcError, Metadata

from twinhelm_node.api.errors import details, from_rpc_error, status_code
from twinhelm_node.channel.broken import why_it_ended
from twinhelm_node.domain.errors import NotReady

RAW = "Internal error from Core"


def failed(code: grpc.StatusCode, *trailing: tuple[str, bytes], words: str = RAW) -> AioRpcError:
    return AioRpcError(code, Metadata(), Metadata(*trailing), words, "debug")


@pytest.mark.parametrize("code", [code for code in grpc.StatusCode if code is not grpc.StatusCode.OK])
def test_no_word_of_grpc_is_passed_on(code):
    told = from_rpc_error(failed(code), "pollux")
    assert RAW not in str(told)
    assert "pollux" in str(told)
    assert ";" in str(told), "it says what to do"


def test_what_the_server_meant_arrives_as_it_was():
    meant = NotReady("the pair is complete", "PAIR_COMPLETE")
    told = from_rpc_error(failed(status_code(meant), *details(meant), words=str(meant)), "pollux")
    assert (type(told), str(told), told.reason) == (NotReady, "the pair is complete", "PAIR_COMPLETE")


@pytest.mark.parametrize(
    "code", [grpc.StatusCode.INTERNAL, grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNKNOWN, grpc.StatusCode.CANCELLED]
)
def test_a_channel_that_breaks_off_says_so_in_the_detail_of_a_set(code):
    told = why_it_ended(failed(code), "pollux", "hb0")
    assert str(told) == "The connection to pollux over link hb0 was interrupted; it is made again by itself."


def test_a_passive_that_refuses_the_channel_says_why_itself():
    meant = NotReady("The disk under the safe queue is full; make room there, it goes on by itself.", "QUEUE_FULL")
    told = why_it_ended(failed(status_code(meant), *details(meant), words=str(meant)), "pollux", "hb0")
    assert str(told) == str(meant)
