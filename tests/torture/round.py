"""One round: load, a fault, and every promise looked at afterwards."""

import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.torture import disks, evidence
from tests.torture.applications import WORKERS, Data, Tortured
from tests.torture.faults import Scene, befall
from tests.torture.plan import RoundPlan
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_evidence import Commit, UnsafeQueue, lost, outage_s
from twinhelm_node.lab.demo_load import ConfirmedLoad
from twinhelm_node.lab.demo_run import (
    REJOIN_TIMEOUT_S,
    TAKEOVER_TIMEOUT_S,
    Listener,
    is_whole,
    patiently,
    stop_applications,
    tree_differences,
    wait_for_view,
)
from twinhelm_node.lab.lab import Lab

TREE_LOAD = Path(__file__).with_name("tree_load.py")
COMMITS_AFTERWARDS = 30
_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round has shown; `complaints` empty: everything was as it should be."""

    plan: RoundPlan
    active_before: str
    active_after: str
    generations: int
    confirmed: int
    missing: int
    unsafe: UnsafeQueue
    outage_s: float | None
    elapsed_s: float
    complaints: tuple[str, ...]


class TreeLoad:
    """The program that changes a tree on the active, beside the application."""

    def __init__(self, lab: Lab, server: str, seed: int) -> None:
        log = (Path(lab.directory) / "log" / "tree-load.log").open("ab")
        with log:
            arguments = [sys.executable, str(TREE_LOAD), disks.FOLDER, str(seed)]
            self._process = lab.spawn(server, arguments, stdout=log.fileno(), stderr=log.fileno())

    def stop(self) -> None:
        """End it, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class Round:
    """Plays rounds in a lab whose pair is whole; a round that found nothing wrong leaves it whole."""

    def __init__(self, lab: Lab, application: Tortured, mode: Mode, client: AdminClient) -> None:
        self._lab = lab
        self._application = application
        self._mode = mode
        self._client = client
        self._present: frozenset[int] = frozenset()

    def play(self, plan: RoundPlan) -> RoundResult:
        """Play one round. Raises TwinhelmError when something that has to happen does not."""
        begun = time.monotonic()
        lab, client = self._lab, self._client
        before = wait_for_view(client, "a whole pair", is_whole, REJOIN_TIMEOUT_S)
        names = {server.role: server.name for server in before.servers}
        active, passive = names[Role.ACTIVE], names[Role.PASSIVE]
        tree_load = TreeLoad(lab, active, plan.chance_seed)
        try:
            with Listener(lab) as listener, self._application.load(lab, plan.number * 10_000_000) as load:
                load.wait_for_commits(1, TAKEOVER_TIMEOUT_S)
                time.sleep(plan.load_s)
                at_ns = time.monotonic_ns()
                befall(self._scene(active, passive, load, tree_load, plan), plan.fault)
                after = wait_for_view(client, "a whole pair after the fault", is_whole, REJOIN_TIMEOUT_S)
                load.wait_for_commits(COMMITS_AFTERWARDS, TAKEOVER_TIMEOUT_S, time.monotonic_ns())
        finally:
            tree_load.stop()
        survivor = next(server.name for server in after.servers if server.role is Role.ACTIVE)
        commits, generations = load.commits(), after.generation - before.generation
        data, differing = self._look(survivor)
        missing = lost(commits, data.present)
        gone = self._present - data.present
        self._present = data.present
        unsafe = disks.never_sent(lab, survivor, before.generation) if generations else UnsafeQueue(0, 0)
        complaints = [
            data.complaint,
            f"{len(gone)} commits that were there after the round before are gone" if gone else "",
            evidence.lost_commits(missing, mode=self._mode, generations=generations, unsafe=unsafe),
            self._prefix(commits, missing, generations),
            evidence.order_prefix(disks.order_on(lab, survivor)),
            evidence.voices(listener.speakers(), generations=generations, dropped=listener.dropped),
            "the trees differ: " + "; ".join(differing[:_DIFFERENCES]) if differing else "",
        ]
        return RoundResult(
            plan, active, survivor, generations, len(commits), len(missing), unsafe, outage_s(commits, at_ns), time.monotonic() - begun,
            tuple(filter(None, complaints)),
        )  # fmt: skip

    def _scene(self, active: str, passive: str, load: ConfirmedLoad, tree_load: TreeLoad, plan: RoundPlan) -> Scene:
        def serve() -> None:
            load.wait_for_commits(COMMITS_AFTERWARDS, TAKEOVER_TIMEOUT_S, time.monotonic_ns())

        return Scene(self._lab, self._client, active, passive, random.Random(plan.chance_seed), serve, tree_load.stop)

    def _look(self, survivor: str) -> tuple[Data, tuple[str, ...]]:
        """Read the application's data and compare both trees, everything at rest; then let the application run again."""
        application, client = self._application, self._client
        running = application.look(self._lab, survivor) if application.looks_while_running else None
        stop_applications(client)
        differing = tree_differences(self._lab, client)
        data = running or application.look(self._lab, survivor)
        answering = patiently(client.view).answering_server
        for one in patiently(client.applications):
            if not one.as_it_should_be and one.server == answering:
                patiently(lambda name=one.status.name: client.start_application(name))
        return data, differing

    def _prefix(self, commits: tuple[Commit, ...], missing: tuple[Commit, ...], generations: int) -> str:
        return evidence.commits_prefix(commits, {one.number for one in missing}, workers=WORKERS, generations=generations)
