"""A pair on paper: what cannot work is found before a server is touched, and the node's own parser accepts what is shown."""

import shlex
from dataclasses import replace

import pytest

from twinhelm_client.domain.pair import Verdict
from twinhelm_client.domain.pair_plan import (
    PairPlan,
    PlannedLink,
    PlannedServer,
    check_plan,
    configuration,
    init_command,
    join_command,
    ready,
)
from twinhelm_node.config.load import parse_server_configuration

LINKS = (
    PlannedLink("hb0", "eth1", "10.99.0.1/24", "ens5", "10.99.0.2/24"),
    PlannedLink("hb1", "eth2", "10.99.1.1/24", "ens6", "10.99.1.2/24"),
)
PLAN = PairPlan("erp-zurich", PlannedServer("castor", "eth0"), PlannedServer("pollux", "ens3"), "10.20.0.10/24", "10.20.0.1", LINKS)


def vetoes(plan: PairPlan) -> list[str]:
    return [c.sentence for c in check_plan(plan) if c.verdict is Verdict.VETO]


def test_a_sound_plan_is_ready():
    assert vetoes(PLAN) == []
    assert ready(check_plan(PLAN))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"secondary": PlannedServer("castor", "eth0")}, "both servers are called castor"),
        ({"primary": PlannedServer("Castor", "eth0")}, "is no name for a server"),
        ({"primary": PlannedServer("castor", "eth1")}, "heartbeat link as well"),
        ({"service_address": "10.20.0.10"}, "no prefix length"),
        ({"service_address": "10.20.0.255/24"}, "broadcast"),
        ({"service_address": "here"}, "no address"),
        ({"gateway": "10.30.0.1"}, "is not in"),
        ({"gateway": "10.20.0.10"}, "at once"),
        ({"gateway": "fd20::1"}, "not an IPv4"),
        ({"links": ()}, "no heartbeat link"),
        ({"links": (LINKS[0], replace(LINKS[1], name="hb0"))}, "a name of its own"),
        ({"links": (replace(LINKS[0], secondary_address="10.99.0.1/24"),)}, "both ends have"),
        ({"links": (replace(LINKS[0], primary_address="10.20.0.77/24", secondary_address="10.20.0.78/24"),)}, "overlaps"),
        ({"links": (replace(LINKS[0], primary_address="10.99.0.1"),)}, "prefix length"),
        ({"links": (LINKS[0], replace(LINKS[1], primary_address="10.99.0.5/24", secondary_address="10.99.0.6/24"))}, "overlaps"),
    ],
)
def test_what_cannot_work_is_said(change, why):
    found = vetoes(replace(PLAN, **change))
    assert any(why in sentence for sentence in found), found


def test_one_link_is_a_hint_only():
    checks = check_plan(replace(PLAN, links=LINKS[:1]))
    assert ready(checks)
    assert any(c.verdict is Verdict.HINT and "one heartbeat link" in c.sentence for c in checks)


@pytest.mark.parametrize("primary", [True, False])
def test_the_configuration_shown_is_one_the_node_accepts(primary):
    parsed = parse_server_configuration(configuration(PLAN, primary=primary))
    assert parsed.name == ("castor" if primary else "pollux")
    assert parsed.heartbeat[0].peer_address == ("10.99.0.2" if primary else "10.99.0.1")
    assert parsed.heartbeat[1].interface == ("eth2" if primary else "ens6")


def test_the_commands_are_one_shell_command_each():
    words = shlex.split(init_command(PLAN).replace("\\\n", " "))
    assert words[:5] == ["twinhelm", "pair", "init", "--pair-name", "erp-zurich"]
    assert words[words.index("--heartbeat") + 1] == "hb0,eth1,10.99.0.1,10.99.0.2"
    odd = replace(PLAN, pair_name="erp; reboot")
    assert "erp; reboot" in shlex.split(init_command(odd).replace("\\\n", " "))
    joined = shlex.split(join_command(PLAN, "twinhelm-join-x").replace("\\\n", " "))
    assert joined[:4] == ["twinhelm", "pair", "join", "twinhelm-join-x"]
    assert joined[joined.index("--heartbeat") + 1] == "hb0,ens5,10.99.0.2,10.99.0.1"
