"""The sentence on top of the Overview is true in every state that a pair and its connection can be in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_client.domain.connection import Connection, Link
from twinhelm_client.domain.pair import (
    ApplicationState,
    ApplicationStatus,
    Identity,
    Mode,
    PairStatus,
    QueueStatus,
    Role,
    ServerStatus,
    SetState,
    SetStatus,
)
from twinhelm_client.domain.sentence import STALE_AFTER_S, Tone, sentence

CONNECTED = Connection(Link.CONNECTED, "10.20.0.10:7410")
LOST = Connection(Link.LOST, "10.20.0.10:7410", "The connection to the server was lost.")
DATA = SetStatus("data", SetState.SYNCHRONIZED, "/srv/data", mode=Mode.DURABLE, unsafe_queue=QueueStatus(38, 412_000, 0.21))


def pair(castor=Role.ACTIVE, pollux=Role.PASSIVE, **changes) -> PairStatus:
    status = PairStatus(
        pair_name="erp",
        answering_server="castor",
        taken_at_s=1e9,
        servers=(ServerStatus("castor", Identity.PRIMARY, castor), ServerStatus("pollux", Identity.SECONDARY, pollux, silent=True)),
        sets=(DATA,),
        ready_for_switchover=True,
    )
    return replace(status, **changes)


def without_pollux(status: PairStatus, silent_for_s: float) -> PairStatus:
    return replace(status, servers=(status.servers[0], replace(status.servers[1], reachable=False, age_s=silent_for_s)))


def test_healthy():
    said = sentence(pair(), 0.3, CONNECTED)
    assert said.text == "castor is active. pollux is 0.2 s behind and ready to take over."
    assert said.detail == "durable: every fsync is on both servers"
    assert said.tone is Tone.OK


@pytest.mark.parametrize(
    ("queue", "words"),
    [
        (QueueStatus(), "up to date"),
        (QueueStatus(1, 10, 0.01), "less than 0.1 s behind"),
        (QueueStatus(9, 10, 12.4), "12 s behind"),
        (QueueStatus(9, 10, 200), "3 min behind"),
    ],
)
def test_how_far_behind(queue, words):
    assert words in sentence(pair(sets=(replace(DATA, unsafe_queue=queue),)), 0, CONNECTED).text


def test_durable_is_not_claimed_while_the_channel_is_down():
    said = sentence(pair(sets=(replace(DATA, channel_connected=False),)), 0, CONNECTED)
    assert "every fsync" not in said.detail


def test_one_asynchronous_set_is_enough_not_to_promise_durability():
    said = sentence(pair(sets=(DATA, replace(DATA, name="logs", mode=Mode.ASYNC))), 0, CONNECTED)
    assert "every fsync" not in said.detail


def test_not_ready_says_why():
    said = sentence(pair(ready_for_switchover=False, why_not=("the disk of pollux is full; make room.",)), 0, CONNECTED)
    assert said.text == "castor is active. pollux is 0.2 s behind and not ready to take over."
    assert said.detail == "the disk of pollux is full; make room."
    assert said.tone is Tone.WARN


def test_the_passive_is_gone():
    said = sentence(without_pollux(pair(), 94), 0, CONNECTED)
    assert said.text == "castor is active, alone. pollux has not been heard for 94 s."
    assert said.tone is Tone.BAD


def test_the_active_is_gone_and_nobody_takes_over():
    status = pair(answering_server="pollux", why_not=("the gateway does not answer.",))
    status = replace(status, servers=(replace(status.servers[0], reachable=False, age_s=5), status.servers[1]))
    said = sentence(status, 0, CONNECTED)
    assert said.text == "castor, the active server, has not been heard for 5.0 s."
    assert said.tone is Tone.BAD


def test_failover_under_way():
    status = pair(answering_server="pollux", pollux=Role.PROMOTING)
    status = replace(status, servers=(replace(status.servers[0], reachable=False, age_s=2.6), status.servers[1]))
    assert sentence(status, 0, CONNECTED).text == "pollux is taking over. castor has not been heard for 2.6 s."


def test_switchover_under_way():
    assert sentence(pair(castor=Role.DEMOTING), 0, CONNECTED).text == "castor is giving its role to pollux."


def test_applications_that_stop_for_a_switchover_are_no_alarm():
    stopping = ApplicationStatus("postgresql", "castor", ApplicationState.STOPPING, False)
    said = sentence(pair(applications=(stopping,), running_operation="op-8", ready_for_switchover=False), 0, CONNECTED)
    assert said.text == "castor is active. A change of roles is under way."
    assert said.tone is Tone.BUSY


def test_a_server_never_heard_is_not_called_silent_for_a_year():
    said = sentence(without_pollux(pair(), 365 * 86_400), 0, CONNECTED)
    assert said.text == "castor is active, alone. pollux has never been heard."


def test_two_that_say_active_is_the_worst_news():
    said = sentence(pair(pollux=Role.ACTIVE), 0, CONNECTED)
    assert said.text == "castor and pollux both say that they are active."
    assert said.tone is Tone.BAD


def test_an_unheard_old_active_does_not_count_as_active():
    status = pair(answering_server="pollux", pollux=Role.ACTIVE)
    status = replace(status, servers=(replace(status.servers[0], reachable=False, age_s=30), status.servers[1]))
    assert sentence(status, 0, CONNECTED).text.startswith("pollux is active, alone.")


def test_two_passives():
    said = sentence(pair(castor=Role.PASSIVE, why_not=("neither has been active before; start one.",)), 0, CONNECTED)
    assert said.text == "No server is active: nobody answers for the service address."
    assert said.detail == "neither has been active before; start one."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SetState.ERROR, "has stopped replicating"),
        (SetState.OUT_OF_SYNC, "differs from it"),
        (SetState.UNINITIALIZED, "holds nothing of set data yet"),
        (SetState.CHECKING, "is receiving a copy of set data: 43 %"),
    ],
)
def test_a_set_that_is_not_synchronized(state, words):
    said = sentence(pair(sets=(replace(DATA, state=state, check_progress_ratio=0.43),), ready_for_switchover=False), 0, CONNECTED)
    assert words in said.text
    assert "ready to take over" not in said.text


def test_a_failed_application_comes_before_readiness():
    failed = ApplicationStatus("postgresql", "castor", ApplicationState.FAILED, False, "exit status 1")
    said = sentence(pair(applications=(failed,)), 0, CONNECTED)
    assert said.text == "castor is active. postgresql is failed there."
    assert said.tone is Tone.BAD


def test_stale_speaks_of_the_past():
    said = sentence(pair(), 4.2, CONNECTED)
    assert said.text == "No data for 4 s. castor was active then."
    assert said.tone is Tone.STALE


def test_lost_says_that_it_connects_by_itself():
    said = sentence(pair(), 12, LOST)
    assert said.text == "No data for 12 s. castor was active then."
    assert "connecting again by itself" in said.detail


def test_first_connection():
    assert sentence(None, 0, Connection(Link.CONNECTING, "h:1")).text == "Connecting to h:1…"
    assert sentence(None, 0, Connection(Link.LOST, "h:1", "Timed out.")).text == "h:1 does not answer."


@pytest.mark.parametrize("link", [Link.SIGN_IN_REFUSED, Link.FINGERPRINT_CHANGED, Link.NOT_TRUSTED_YET])
def test_what_needs_a_person_is_said_even_when_a_status_is_known(link):
    said = sentence(pair(), 0, Connection(link, "h:1", "Do this."))
    assert said.detail == "Do this."
    assert "is active" not in said.text


ROLES = st.sampled_from(Role)


@given(ROLES, ROLES, st.booleans(), st.booleans(), st.sampled_from(SetState), st.floats(0, 1e5), st.sampled_from(Link))
def test_never_the_present_tense_about_the_past_and_never_ready_when_it_is_not(castor, pollux, heard, ready, state, age_s, link):
    status = pair(castor, pollux, ready_for_switchover=ready, sets=(replace(DATA, state=state),))
    if not heard:
        status = without_pollux(status, age_s)
    said = sentence(status, age_s, Connection(link, "h:1"))
    assert said.text
    if age_s > STALE_AFTER_S or link is not Link.CONNECTED:
        assert "is active" not in said.text
        assert said.tone is not Tone.OK
    if said.tone is Tone.OK:
        assert ready
        assert heard
        assert {castor, pollux} == {Role.ACTIVE, Role.PASSIVE}
