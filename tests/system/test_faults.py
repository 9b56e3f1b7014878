"""Parts of a pair die, freeze or lose sight of each other; the service goes on, and never do two servers hold it."""

import time

import pytest

from tests.system.observe import answering, events, kill, processes, role_of, status
from tests.torture.applications import APPLICATIONS
from tests.torture.plan import Fault, RoundPlan
from tests.torture.round import Round
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.config.set_changes import SetChange
from twinhelm_node.domain.pair import DEFAULT_QUOTA_BYTES
from twinhelm_node.domain.queue_fill import Durability, WhenAway
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_evidence import lost
from twinhelm_node.lab.demo_load import ConfirmedLoad, present_numbers, sql, wait_until
from twinhelm_node.lab.demo_run import Listener, is_whole, unsafe_queue_at_crash, wait_for_view
from twinhelm_node.lab.lab import Lab


def active_of(client: AdminClient) -> str:
    return next((server.name for server in client.view().servers if server.role is Role.ACTIVE), "")


def newest_sentences(lab: Lab, server: str, since_ns: int) -> list[str]:
    return [event["sentence"] for event in events(lab, server) if event["at_ns"] >= since_ns]


def test_killing_control_on_the_active_disturbs_neither_the_application_nor_replication(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad
) -> None:
    active, _ = pair
    started, generation = sql(lab, "SELECT pg_postmaster_start_time()"), client.view().generation
    replicator, control = processes(lab, active, "replicator"), processes(lab, active, "control")
    applied = client.view().sets[0].status.applied_sequence
    kill(lab, active, "control")
    load.wait_for_commits(200, 30.0, time.monotonic_ns())
    wait_until("a new control process", lambda: bool(processes(lab, active, "control") - control), 30.0)
    wait_for_view(client, "a whole pair", is_whole, 60.0)
    view = client.view()
    assert active_of(client) == active
    assert view.generation == generation, "the role changed hands"
    assert view.sets[0].status.applied_sequence > applied
    assert sql(lab, "SELECT pg_postmaster_start_time()") == started, "the application was restarted"
    assert processes(lab, active, "replicator") == replicator


def test_the_loss_of_the_replicator_is_handled_as_a_failure_of_the_server(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad
) -> None:
    active, passive = pair
    at_ns = time.time_ns()
    kill(lab, active, "replicator")
    wait_until("the takeover", lambda: role_of(lab, passive) == "active", 60.0)
    load.wait_for_commits(50, 60.0, time.monotonic_ns())
    assert any("replicator" in sentence for server in pair for sentence in newest_sentences(lab, server, at_ns))
    assert answering(lab) == {passive}
    wait_for_view(client, "a whole pair", is_whole, 120.0)
    assert active_of(client) == passive


def test_the_loss_of_one_heartbeat_link_is_a_warning(lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad) -> None:
    active, passive = pair
    generation = client.view().generation
    for link in ("hb0", "hb1"):
        at_ns = time.time_ns()
        lab.cut(link)
        try:
            wait_until(f"the loss of {link}", lambda link=link: not next(one for one in client.view().links if one.name == link).up, 30.0)
            load.wait_for_commits(50, 30.0, time.monotonic_ns())
            applied = client.view().sets[0].status.applied_sequence
            wait_until(
                "replication over the other link", lambda applied=applied: client.view().sets[0].status.applied_sequence > applied, 30.0
            )
            assert [one["severity"] for one in events(lab, active) if one["at_ns"] >= at_ns and link in one["sentence"]][:1] == ["warning"]
            assert (active_of(client), role_of(lab, passive)) == (active, "passive")
        finally:
            lab.heal(link)
        wait_for_view(client, "a whole pair", is_whole, 60.0)
    assert client.view().generation == generation


def test_the_loss_of_both_links_makes_no_second_active_while_the_gateway_sees_the_first(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad
) -> None:
    active, passive = pair
    at_ns = time.time_ns()
    with Listener(lab) as ears:
        lab.cut("hb0")
        lab.cut("hb1")
        try:
            # The passive asks the arbiter, is told that the active is there, and says so.
            wait_until("the passive's answer from the arbiter", lambda: bool(ears.probes()), 30.0)
            for _ in range(5):
                assert answering(lab) == {active}
                seen = status(lab, passive)
                assert seen is not None
                assert next(one["role"] for one in seen["servers"] if one["name"] == passive) == "passive"
            load.wait_for_commits(50, 30.0, time.monotonic_ns())
            assert active_of(client) == active
            assert newest_sentences(lab, passive, at_ns)
        finally:
            lab.heal("hb0")
            lab.heal("hb1")
        wait_for_view(client, "a whole pair", is_whole, 90.0)
    assert ears.speakers() == (active,)


def test_a_frozen_active_is_replaced_and_silent_when_it_thaws(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad
) -> None:
    active, passive = pair
    with Listener(lab) as ears:
        lab.freeze(active)
        try:
            wait_until("the takeover", lambda: role_of(lab, passive) == "active", 60.0)
            load.wait_for_commits(50, 60.0, time.monotonic_ns())
            assert answering(lab) == {passive}
        finally:
            lab.thaw(active)
        assert answering(lab, 3.0) == {passive}
        wait_until("the old active's step down", lambda: role_of(lab, active) == "passive", 60.0)
        wait_for_view(client, "a whole pair", is_whole, 120.0)
    assert active_of(client) == passive
    assert ears.speakers() in {(active, passive), (passive,)}


def test_only_the_unsafe_queue_is_lost_with_a_crashed_active(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad
) -> None:
    active, passive = pair
    load.wait_for_commits(300, 30.0, time.monotonic_ns())
    lab.crash(active)
    try:
        load.wait_for_commits(50, 60.0, time.monotonic_ns())
        unsafe = unsafe_queue_at_crash(lab, lost_server=active, survivor=passive)
        missing = lost(load.commits(), present_numbers(lab))
        assert not missing or (unsafe.entries and min(commit.wall_ns for commit in missing) >= unsafe.oldest_ns)
    finally:
        lab.start(active)
    wait_for_view(client, "a whole pair", is_whole, 120.0)


@pytest.mark.parametrize("fault", [Fault.CRASH_ACTIVE, Fault.KILL_REPLICATOR_ACTIVE])
def test_a_round_of_torture_finds_nothing_wrong(lab: Lab, client: AdminClient, pair: tuple[str, str], fault: Fault) -> None:
    # The short version of `./dev torture`: the same load and the same looks afterwards, at a moment that is always the same.
    plan = RoundPlan(number=90 + list(Fault).index(fault), fault=fault, load_s=0.5, chance_seed=4)
    result = Round(lab, APPLICATIONS["postgresql"], Mode.ASYNC, client).play(plan)
    assert result.complaints == ()
    assert (result.active_before, result.active_after) == pair
    assert result.confirmed


def test_policies_of_a_set_while_the_passive_is_away(lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad) -> None:
    """Live: durable and stall hold the database's commits, continue lets them go; a full queue is caught up with; everything is said."""
    active, _ = pair
    at_ns = time.time_ns()

    def durability() -> Durability:
        return client.view().sets[0].status.fill.durability

    def stalled() -> bool:
        fill = client.view().sets[0].status.fill
        return fill.durability is Durability.STALLED and fill.waiting_fsyncs > 0

    client.change_set("data", SetChange(mode=Mode.DURABLE, when_away=WhenAway.STALL, quota_bytes=64 * 1024**2))
    try:
        wait_until("durable commits on both servers", lambda: durability() is Durability.KEPT, 30.0)
        load.wait_for_commits(20, 30.0, time.monotonic_ns())
        lab.cut("hb0")
        lab.cut("hb1")
        wait_until("stalled commits", stalled, 30.0)
        client.change_set("data", SetChange(when_away=WhenAway.CONTINUE))
        load.wait_for_commits(20, 30.0, time.monotonic_ns())
        wait_until("honest words", lambda: durability() is Durability.GROWING, 30.0)
        lab.exec(active, ["dd", "if=/dev/urandom", "of=/srv/data/filler", "bs=1M", "count=80"]).require_success()
        wait_until("a full queue", lambda: client.view().sets[0].status.fill.degraded, 30.0)
        load.wait_for_commits(20, 30.0, time.monotonic_ns())
    finally:
        lab.heal("hb0")
        lab.heal("hb1")
        wait_for_view(client, "a whole pair", is_whole, 120.0)
        client.change_set("data", SetChange(mode=Mode.ASYNC, when_away=WhenAway.CONTINUE, quota_bytes=DEFAULT_QUOTA_BYTES))
        lab.exec(active, ["rm", "-f", "/srv/data/filler"])
    assert active_of(client) == active
    said = newest_sentences(lab, active, at_ns)
    for words in (
        "'twinhelm set mode data durable --when-away continue' lets the application go on",
        "durable, but the passive is away: fsync goes on without it and the RPO is growing",
        "the unsafe queue of data has no room",
        "what was missing from the unsafe queue of data is on the other server",
    ):
        assert any(words in sentence for sentence in said), (words, said)
    load.stop()
    assert lost(load.commits(), present_numbers(lab)) == ()
