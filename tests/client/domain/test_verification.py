"""What the end of a switchover claims is what the pair says."""

from dataclasses import replace

import pytest

from twinhelm_client.domain.pair import ApplicationState, SetState, Verdict
from twinhelm_client.domain.verification import verified
from twinhelm_client.rpc.demo_pair import DemoPair


@pytest.fixture
def switched():
    pair = DemoPair(1.8e9)
    operation = pair.start_switchover("", "1")
    pair.advance(10)
    return pair.operation(operation.id), pair.status()


def vetoes(checks) -> list[str]:
    return [c.name for c in checks if c.verdict is not Verdict.OK]


def test_a_good_switchover_holds_in_every_point(switched):
    checks = verified(*switched)
    assert vetoes(checks) == []
    assert [c.name for c in checks] == ["role", "address", "silence", "application", "set"]
    assert checks[1].sentence == "pollux answers at 10.20.0.10"


@pytest.mark.parametrize(
    ("wrong", "change"),
    [
        ("silence", lambda s: replace(s, servers=(replace(s.servers[0], silent=False), s.servers[1]))),
        ("silence", lambda s: replace(s, servers=(replace(s.servers[0], reachable=False), s.servers[1]))),
        ("address", lambda s: replace(s, answering_server="castor")),
        ("application", lambda s: replace(s, applications=(replace(s.applications[0], state=ApplicationState.FAILED),))),
        ("set", lambda s: replace(s, sets=(replace(s.sets[0], state=SetState.CHECKING),))),
        ("set", lambda s: replace(s, sets=(replace(s.sets[0], channel_connected=False),))),
    ],
)
def test_what_does_not_hold_is_said(switched, wrong, change):
    operation, status = switched
    assert vetoes(verified(operation, change(status))) == [wrong]
