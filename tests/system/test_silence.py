"""Not one frame leaves the passive's public interface; the service address answers from exactly one place."""

import sys
import time

from tests.system.observe import answering, kill, processes, role_of
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.lab.demo_load import ConfirmedLoad, wait_until
from twinhelm_node.lab.demo_run import Listener, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab
from twinhelm_node.network.ruleset import FAMILIES, TABLE

# Runs on a server: says a word that claims no address (an experimental EtherType), past the IP stack.
SPEAK = """
import socket
card = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
card.bind(("lan", 0))
card.send(b"\\xff" * 6 + card.getsockname()[4] + b"\\x88\\xb5" + b"can you hear me".ljust(46))
"""


def test_the_passive_is_silent_while_it_runs_boots_and_loses_its_daemons(
    lab: Lab, client: AdminClient, pair: tuple[str, str], load: ConfirmedLoad
) -> None:
    active, passive = pair
    with Listener(lab) as ears:
        load.wait_for_commits(50, 30.0, time.monotonic_ns())
        assert answering(lab) == {active}

        for process in ("control", "replicator"):
            before = processes(lab, passive, process)
            kill(lab, passive, process)
            assert answering(lab) == {active}
            wait_until(f"a new {process}", lambda before=before, process=process: bool(processes(lab, passive, process) - before), 30.0)
        # A passive that tries to speak by itself is not heard either.
        lab.exec(passive, ["ping", "-c", "2", "-W", "1", "-i", "0.2", "10.20.0.100"])
        lab.exec(passive, ["ping", "-6", "-c", "2", "-W", "1", "-i", "0.2", "fd20::100"])

        lab.crash(passive)
        lab.start(passive)
        wait_until("the passive's control process", lambda: role_of(lab, passive) == "passive", 60.0)
        assert answering(lab) == {active}
        wait_for_view(client, "a whole pair", is_whole, 90.0)
        load.wait_for_commits(50, 30.0, time.monotonic_ns())
    assert ears.dropped == 0
    assert ears.speakers() == (active,)
    assert ears.probes() == (), "a passive that hears the active has nothing to ask"


def test_a_server_whose_daemons_all_ended_stays_silent(lab: Lab, pair: tuple[str, str], load: ConfirmedLoad) -> None:
    """The packet filter stays when the daemons stop, with and without the processes that look after them."""
    active, passive = pair
    with Listener(lab) as ears:
        lab.exec(passive, ["pkill", "-STOP", "-f", "--", "node (run|control|replicator)$"]).require_success()
        lab.exec(passive, ["pkill", "-KILL", "-f", "--", "node (run|control|replicator)$"]).require_success()
        wait_until("the end of the daemons", lambda: not processes(lab, passive, "control"), 10.0)
        lab.exec(passive, ["ping", "-c", "2", "-W", "1", "-i", "0.2", "10.20.0.100"])
        lab.exec(passive, [sys.executable, "-c", SPEAK])
        assert answering(lab) == {active}
        load.wait_for_commits(50, 30.0, time.monotonic_ns())
    assert ears.speakers() == (active,)
    with Listener(lab) as ears:  # the same ears hear the same word once the filter is gone: it was the filter that kept the silence
        for family in FAMILIES:
            lab.exec(passive, ["nft", "delete", "table", family, TABLE]).require_success()
        lab.exec(passive, [sys.executable, "-c", SPEAK]).require_success()
    assert passive in ears.speakers()
    with Listener(lab) as ears:
        lab.crash(passive)
        lab.start(passive)
        wait_until("the passive's control process", lambda: role_of(lab, passive) == "passive", 60.0)
    assert ears.speakers() == (active,)
