"""How each fault is done to a lab. A fault begins, the service has to go on, the fault is mended."""

import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.system.observe import kill
from tests.torture.plan import Fault
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.lab import layout
from twinhelm_node.lab.demo_run import switch_over
from twinhelm_node.lab.lab import Lab

LINKS = ("hb0", "hb1")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a fault happens. `serve()` returns when the service has answered for a while after the call."""

    lab: Lab
    client: AdminClient
    active: str
    passive: str
    chance: random.Random
    serve: Callable[[], None]
    stop_tree_load: Callable[[], None]

    def pause(self, longest_s: float) -> None:
        """Wait for a random time."""
        time.sleep(self.chance.uniform(0.0, longest_s))


def befall(scene: Scene, fault: Fault) -> None:
    """Let the fault happen and mend it; the service must have gone on meanwhile, wherever it can."""
    _FAULTS[fault](scene)


def _crash_active(scene: Scene) -> None:
    scene.lab.crash(scene.active)
    scene.serve()
    scene.lab.start(scene.active)


def _crash_passive(scene: Scene) -> None:
    scene.lab.crash(scene.passive)
    scene.serve()
    scene.pause(3.0)
    scene.lab.start(scene.passive)


def _crash_both(scene: Scene) -> None:
    servers = list(layout.SERVERS)
    scene.chance.shuffle(servers)
    scene.lab.crash(servers[0])
    scene.pause(1.0)
    scene.lab.crash(servers[1])
    scene.pause(2.0)
    scene.chance.shuffle(servers)
    scene.lab.start(servers[0])
    scene.pause(4.0)
    scene.lab.start(servers[1])
    scene.serve()


def _crash_in_switchover(scene: Scene) -> None:
    scene.stop_tree_load()
    with contextlib.suppress(TwinhelmError):
        scene.client.start_switchover("./dev torture")
    scene.pause(2.5)
    lost = scene.chance.choice(layout.SERVERS)
    scene.lab.crash(lost)
    scene.pause(8.0)
    scene.lab.start(lost)
    scene.serve()


def _crash_in_rejoin(scene: Scene) -> None:
    scene.lab.crash(scene.active)
    scene.serve()
    for _ in range(scene.chance.randrange(1, 3)):
        scene.lab.start(scene.active)
        scene.pause(5.0)
        scene.lab.crash(scene.active)
    scene.lab.start(scene.active)
    scene.serve()


def _kill(server: str, process: str) -> Callable[[Scene], None]:
    def befalls(scene: Scene) -> None:
        for _ in range(scene.chance.choice((1, 1, 1, 2))):
            kill(scene.lab, getattr(scene, server), process)
            scene.serve()

    return befalls


def _freeze_active(scene: Scene) -> None:
    scene.lab.freeze(scene.active)
    if scene.chance.random() < 0.5:
        scene.serve()
    else:
        scene.pause(5.0)  # it may thaw before, while or after it is replaced
    scene.lab.thaw(scene.active)
    scene.serve()


def _freeze_passive(scene: Scene) -> None:
    scene.lab.freeze(scene.passive)
    scene.pause(5.0)
    scene.serve()
    scene.lab.thaw(scene.passive)


def _cut_one_link(scene: Scene) -> None:
    link = scene.chance.choice(LINKS)
    scene.lab.cut(link)
    scene.serve()
    scene.pause(4.0)
    scene.lab.heal(link)


def _cut_both_links(scene: Scene) -> None:
    for link in LINKS:
        scene.lab.cut(link)
    scene.pause(8.0)
    scene.serve()
    for link in LINKS:
        scene.lab.heal(link)


def _flap_links(scene: Scene) -> None:
    for _ in range(scene.chance.randrange(3, 12)):
        link = scene.chance.choice(LINKS)
        scene.lab.cut(link)
        scene.pause(1.5)
        scene.lab.heal(link)
        scene.pause(0.5)
    scene.serve()


def _reconnect_storm(scene: Scene) -> None:
    """Take away the link under the channel, whichever it is, again and again, for long enough to be noticed."""
    for turn in range(scene.chance.randrange(2, 5)):
        scene.lab.cut(LINKS[turn % 2])
        time.sleep(3.0 + scene.chance.random())
        scene.lab.heal(LINKS[turn % 2])
        scene.pause(1.0)
    scene.serve()


def _isolate_active(scene: Scene) -> None:
    cut = [*LINKS, f"lan:{scene.active}"]
    scene.chance.shuffle(cut)
    for link in cut:
        scene.lab.cut(link)
    scene.serve()
    scene.chance.shuffle(cut)
    for link in cut:
        scene.lab.heal(link)
    scene.serve()


def _slow_links(scene: Scene) -> None:
    rate = scene.chance.choice(("2mbit", "5mbit", "10mbit"))
    for link in LINKS:
        scene.lab.slow(link, rate)
    scene.serve()
    scene.pause(6.0)
    for link in LINKS:
        scene.lab.slow(link, "off")


def _switchover(scene: Scene) -> None:
    scene.stop_tree_load()  # a program with open files rightly keeps a folder from being unmounted
    switch_over(scene.client, "./dev torture")
    scene.serve()


_FAULTS: dict[Fault, Callable[[Scene], None]] = {
    Fault.CRASH_ACTIVE: _crash_active,
    Fault.CRASH_PASSIVE: _crash_passive,
    Fault.CRASH_BOTH: _crash_both,
    Fault.CRASH_IN_SWITCHOVER: _crash_in_switchover,
    Fault.CRASH_IN_REJOIN: _crash_in_rejoin,
    Fault.KILL_REPLICATOR_ACTIVE: _kill("active", "replicator"),
    Fault.KILL_REPLICATOR_PASSIVE: _kill("passive", "replicator"),
    Fault.KILL_CONTROL_ACTIVE: _kill("active", "control"),
    Fault.KILL_CONTROL_PASSIVE: _kill("passive", "control"),
    Fault.FREEZE_ACTIVE: _freeze_active,
    Fault.FREEZE_PASSIVE: _freeze_passive,
    Fault.CUT_ONE_LINK: _cut_one_link,
    Fault.CUT_BOTH_LINKS: _cut_both_links,
    Fault.FLAP_LINKS: _flap_links,
    Fault.RECONNECT_STORM: _reconnect_storm,
    Fault.ISOLATE_ACTIVE: _isolate_active,
    Fault.SLOW_LINKS: _slow_links,
    Fault.SWITCHOVER: _switchover,
}
