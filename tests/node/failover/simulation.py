"""A deterministic world for two deciders: lossy links, a public network with a gateway, crashes, pauses, restarts.

The world keeps its own clock and one random generator, so a seed is a schedule. It asserts One voice whenever a voice begins, and that
no generation is used twice. A voice counts when its lease in the kernel is valid and its machine is connected to the public network.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.failover.beat import Beat
from twinhelm_node.failover.calm import pause_s
from twinhelm_node.failover.decide import consider, decide, initial_state
from twinhelm_node.failover.invariants import check_generations, check_one_voice
from twinhelm_node.failover.peer_tracker import PeerTracker
from twinhelm_node.failover.values import (
    Abandon,
    Action,
    AskArbiter,
    Demote,
    Force,
    GiveWay,
    HandOver,
    Hide,
    Limits,
    Observation,
    Promote,
    Refuse,
    RenewVoice,
    Report,
    ReportKind,
    Request,
    Speak,
    State,
    StepDown,
    TakeOver,
    Verdict,
)

LINKS = ("hb0", "hb1")
TICK_S = 0.1
DEADLINE_S = 0.6


@dataclass
class Server:
    """One machine: what survives a crash (durable), what survives the control process (kernel, replicator), and the process."""

    name: str
    identity: Identity
    durable: tuple[int, int, int] = (0, 0, 0)  # generation, active generation, known generation
    running: bool = True  # the machine
    control: bool = False
    paused: bool = False
    lan: bool = True
    voice_until: float = 0.0
    replicator: bool = True
    mounted: int = 0  # generation of the mounted capture; 0: none
    boots: int = 0
    state: State | None = None
    published: State | None = None
    busy: bool = False  # actions of the last decision have not landed yet
    inbox: list[Callable[[], object]] = field(default_factory=list)
    tracker: PeerTracker = field(default_factory=lambda: PeerTracker(LINKS))
    gateway_at: float | None = None
    verdict: Verdict | None = None
    reports: list[Report] = field(default_factory=list)
    number: int = 0
    work: int = 0  # counts promotions and steps down, so that an abandoned one reports nothing


class World:
    """Runs one schedule."""

    def __init__(self, seed: int, castor_limits: Limits | None = None) -> None:
        """Make a pair that has just been switched on; `seed` decides everything that follows."""
        self.random = random.Random(seed)
        self.limits = Limits()
        self.castor_limits = castor_limits if castor_limits is not None else self.limits
        self.now = 100.0
        self.events: list[tuple[float, int, Callable[[], object]]] = []
        self.count = 0
        self.castor = Server("castor", Identity.PRIMARY)
        self.pollux = Server("pollux", Identity.SECONDARY)
        self.servers = (self.castor, self.pollux)
        self.gateway = True
        self.cut: set[tuple[str, str]] = set()  # (link, name of the sender): nothing gets through
        self.loss = self.random.choice((0.0, 0.0, 0.02, 0.1, 0.3))
        self.slowest_s = self.random.choice((0.002, 0.02, 0.1, 0.3))
        self.failing = self.random.choice((0.0, 0.0, 0.2))
        self.lag_s = self.random.choice((0.0, 0.01, 0.1, 0.4))
        self.spoken: list[tuple[float, str, int]] = []
        self.log: list[str] = []
        for server in self.servers:
            self.start_control(server)
            self.at(self.random.random() * TICK_S, lambda server=server: self.tick(server))
            for link in LINKS:
                self.at(self.random.random() * self.limits.interval_s, lambda server=server, link=link: self.beat(server, link))
            self.at(self.random.random() * self.limits.interval_s, lambda server=server: self.ping(server))

    # --- the engine

    def at(self, delay_s: float, what: Callable[[], object]) -> None:
        """Run `what` in `delay_s` seconds."""
        self.count += 1
        heapq.heappush(self.events, (self.now + delay_s, self.count, what))

    def run(self, until: float) -> None:
        """Let the time pass."""
        while self.events and self.events[0][0] <= until:
            self.now, _, what = heapq.heappop(self.events)
            what()
        self.now = until

    def say(self, sentence: str) -> None:
        """Keep a line of the story for the message of a failing test."""
        self.log.append(f"{self.now - 100:8.3f} {sentence}")

    def other(self, server: Server) -> Server:
        """Return the other machine."""
        return self.pollux if server is self.castor else self.castor

    def arrive(self, server: Server, boots: int, what: Callable[[], object]) -> None:
        """Hand something to a control process; a paused one finds it when it goes on, another process never."""
        if not server.control or server.boots != boots:
            return
        if server.paused:
            server.inbox.append(what)
        else:
            what()

    # --- the control process

    def start_control(self, server: Server) -> None:
        """Start the control process as control.main does: read what is durable, look at the replicator, fall silent or resume."""
        server.boots += 1
        server.control, server.paused, server.busy = True, False, False
        server.inbox, server.reports = [], []
        server.tracker, server.verdict, server.gateway_at = PeerTracker(LINKS), None, None
        generation, active, known = server.durable
        resume = active > 0 and active == generation and server.replicator and server.mounted == active
        server.state = initial_state(
            name=server.name,
            peer_name=self.other(server).name,
            identity=server.identity,
            limits=self.castor_limits if server is self.castor else self.limits,
            generation=generation,
            active_generation=active,
            known_generation=known,
            resume=resume,
            voiced=server.voice_until > self.now,
            now=self.now,
        )
        if server.state.role is not Role.ACTIVE:
            server.voice_until, server.mounted = 0.0, 0
        server.published = server.state

    def observe(self, server: Server) -> Observation:
        """Return what the control process sees."""
        reports, server.reports = tuple(server.reports), []
        return Observation(
            peer_joined=True,
            peer=server.tracker.peer,
            links=server.tracker.seen(),
            gateway_answered_at=server.gateway_at,
            verdict=server.verdict,
            replicator_alive=server.replicator,
            ready_to_promote=True,
            reports=reports,
        )

    def tick(self, server: Server) -> None:
        """Decide, then let the actions land a little later."""
        again_s = TICK_S
        if server.control and not server.paused and not server.busy and server.state is not None:
            seen = self.observe(server)
            state, actions = decide(server.state, seen, self.now)
            again_s = max(TICK_S, pause_s(state, seen, self.now))
            self.land(server, state, actions)
        self.at(again_s, lambda: self.tick(server))

    def request(self, server: Server, request: Request) -> bool:
        """Ask the decision; return whether it was granted."""
        if not server.control or server.paused or server.busy or server.state is None:
            return False
        reports = server.reports
        seen = self.observe(server)
        server.reports = reports
        state, actions = consider(server.state, request, replace(seen, reports=()), self.now)
        if any(isinstance(action, Refuse) for action in actions):
            return False
        self.land(server, state, actions)
        return True

    def land(self, server: Server, state: State, actions: tuple[Action, ...]) -> None:
        """Write down, act, publish: in this order, `lag_s` later."""
        server.state = state
        if not actions and server.published is not None and state.generation == server.published.generation:
            server.published = state
            return
        server.busy = True
        boots = server.boots

        def act() -> None:
            server.busy = False
            server.durable = (state.generation, state.active_generation, state.known_generation)
            for action in actions:
                self.carry_out(server, action)
            server.published = state

        self.at(self.random.random() * self.lag_s, lambda: self.arrive(server, boots, act))

    def carry_out(self, server: Server, action: Action) -> None:
        """Do what executor.py does."""
        if not isinstance(action, RenewVoice | AskArbiter):
            self.say(f"{server.name} {type(action).__name__}: {getattr(action, 'reason', '')}")
        match action:
            case RenewVoice(until=until):
                self.give_voice(server, until)
            case Hide():
                server.voice_until = 0.0
            case AskArbiter():
                self.probe(server)
            case Promote(generation=generation):
                self.promote(server, generation)
            case Speak(generation=generation, until=until):
                self.spoken.append((self.now, server.name, generation))
                check_generations(self.spoken)
                self.give_voice(server, until)
            case Abandon(generation=generation):
                server.work += 1
                self.later_report(server, Report(ReportKind.FAILED, generation, action.reason), 0.05, 0.5)
            case StepDown(generation=generation):
                server.work += 1
                self.later_report(server, Report(ReportKind.STEPPED_DOWN, generation), 0.1, 2.0)
            case HandOver(generation=generation):
                self.hand_over(server, generation)
            case _:
                pass

    def give_voice(self, server: Server, until: float) -> None:
        """Lengthen a lease and look whether it is the only one."""
        if until > self.now:
            server.voice_until = until
        self.check()

    def check(self) -> None:
        """Assert One voice on the public network."""
        check_one_voice(((server.name, server.voice_until) for server in self.servers if server.lan and server.running), self.now)

    def later_report(self, server: Server, report: Report, low_s: float, high_s: float) -> None:
        boots, work = server.boots, server.work

        def done() -> None:
            if server.work != work:
                return
            server.mounted = report.generation if report.kind is ReportKind.PREPARED and server.replicator else 0
            server.reports.append(report)

        self.at(self.random.uniform(low_s, high_s), lambda: self.arrive(server, boots, done))

    def promote(self, server: Server, generation: int) -> None:
        server.work += 1
        if self.random.random() < self.failing:
            self.later_report(server, Report(ReportKind.FAILED, generation, "could not mount"), 0.05, 1.0)
        else:
            self.later_report(server, Report(ReportKind.PREPARED, generation), 0.02, 3.0)

    def hand_over(self, server: Server, generation: int) -> None:
        """The capture is unmounted, then the other server is asked over the heartbeat network."""
        server.work += 1
        boots, other = server.boots, self.other(server)
        server.mounted = 0

        def ask() -> None:
            if any((link, server.name) not in self.cut for link in LINKS) and other.running:
                self.arrive(other, other.boots, lambda: self.request(other, TakeOver(generation, "switchover")) and None)

        self.at(self.random.uniform(0.0, 0.5), lambda: self.arrive(server, boots, ask))
        self.later_report(server, Report(ReportKind.HANDED_OVER, generation), 1.0, 5.0)

    # --- heartbeat, gateway, arbiter

    def make_beat(self, server: Server) -> Beat:
        state = server.published
        assert state is not None
        server.number += 1
        return Beat(
            pair_id="pair",
            server_name=server.name,
            identity=server.identity,
            role=state.role,
            generation=state.generation,
            active_generation=state.active_generation,
            generation_known=state.known_generation == state.generation,
            boot_id=f"{server.name}-{server.boots}",
            number=server.number,
            replicator_alive=server.replicator,
            ready_to_promote=self.now >= state.hold_until,
        )

    def carry(self, link: str, sender: Server, receiver: Server, what: Callable[[], object]) -> None:
        """Move a message over a link, perhaps."""
        if (link, sender.name) in self.cut or self.random.random() < self.loss or not receiver.running:
            return
        boots = receiver.boots

        def delivered() -> None:
            if (link, sender.name) not in self.cut and receiver.running:
                self.arrive(receiver, boots, what)

        self.at(self.random.random() * self.slowest_s, delivered)

    def beat(self, server: Server, link: str) -> None:
        """Send one heartbeat on one link; the answer counts from when it was sent."""
        self.at(self.limits.interval_s, lambda: self.beat(server, link))
        if not server.control or server.paused or not server.running:
            return
        other, sent_at, question = self.other(server), self.now, self.make_beat(server)

        def answered(answer: Beat) -> None:
            if self.now - sent_at <= DEADLINE_S:
                server.tracker.hear(answer, link, self.now, sent_at)

        def asked() -> None:
            other.tracker.hear(question, link, self.now, None)
            answer = self.make_beat(other)
            self.carry(link, other, server, lambda: answered(answer))

        self.carry(link, server, other, asked)

    def ping(self, server: Server) -> None:
        """An active that has a voice pings the gateway."""
        self.at(self.limits.interval_s, lambda: self.ping(server))
        if not server.control or server.paused or server.voice_until <= self.now or not (server.lan and self.gateway):
            return
        if self.random.random() < self.loss:
            return
        sent_at, boots = self.now, server.boots

        def answered() -> None:
            server.gateway_at = sent_at

        self.at(self.random.random() * 0.02, lambda: self.arrive(server, boots, answered))

    def probe(self, server: Server) -> None:
        """Ask three times in 0.3 s, as network/probe.py does."""
        asked_at, boots, other = self.now, server.boots, self.other(server)
        heard: set[str] = set()

        def ask() -> None:
            if server.lan and self.gateway:
                heard.add("gateway")
            if server.lan and other.lan and other.running and other.voice_until > self.now:
                heard.add("service")

        def answer() -> None:
            if server.verdict is None or server.verdict.asked_at < asked_at:
                server.verdict = Verdict(asked_at, "gateway" in heard, "service" in heard, "probe")

        for delay_s in (0.0, 0.1, 0.2):
            self.at(delay_s, ask)
        self.at(0.3, lambda: self.arrive(server, boots, answer))

    # --- faults

    def crash(self, server: Server, back_s: float) -> None:
        """Take the power away; it comes back silent and passive."""
        if not server.running:
            return
        self.say(f"{server.name} CRASH for {back_s:.1f} s")
        server.running, server.control, server.voice_until, server.mounted = False, False, 0.0, 0
        server.work += 1

        def back() -> None:
            self.say(f"{server.name} BOOT")
            server.running, server.replicator = True, True
            self.start_control(server)

        self.at(back_s, back)

    def kill_control(self, server: Server, back_s: float) -> None:
        """End the control process; kernel and replicator go on."""
        if not server.running or not server.control:
            return
        self.say(f"{server.name} CONTROL KILLED for {back_s:.1f} s")
        server.control = False
        server.work += 1
        boots = server.boots

        def back() -> None:
            if server.running and not server.control and server.boots == boots:
                self.start_control(server)
                self.say(f"{server.name} CONTROL BACK as {server.state.role if server.state else ''}")

        self.at(back_s, back)

    def pause(self, server: Server, for_s: float) -> None:
        """Stop the control process (SIGSTOP, starvation) and let it go on."""
        if not server.control or server.paused:
            return
        self.say(f"{server.name} PAUSED for {for_s:.1f} s")
        server.paused = True
        boots = server.boots

        def go_on() -> None:
            if server.boots != boots or not server.control:
                return
            self.say(f"{server.name} GOES ON")
            server.paused = False
            inbox, server.inbox = server.inbox, []
            self.random.shuffle(inbox)
            for what in inbox:
                what()

        self.at(for_s, go_on)

    def end_replicator(self, server: Server, back_s: float) -> None:
        """End the replicator; its supervisor starts it again, passive."""
        self.say(f"{server.name} REPLICATOR ENDED for {back_s:.1f} s")
        server.replicator, server.mounted = False, 0

        def back() -> None:
            server.replicator = server.running or server.replicator

        self.at(back_s, back)

    def cut_link(self, link: str, senders: tuple[Server, ...], for_s: float) -> None:
        """Cut a heartbeat link in the directions of `senders`."""
        ends = {(link, sender.name) for sender in senders} - self.cut
        self.say(f"{link} CUT from {'+'.join(sender.name for sender in senders)} for {for_s:.1f} s")
        self.cut |= ends
        self.at(for_s, lambda: self.heal_link(ends))

    def heal_link(self, ends: set[tuple[str, str]]) -> None:
        self.say("LINK HEALED")
        self.cut -= ends

    def cut_lan(self, server: Server, for_s: float) -> None:
        """Take a server off the public network."""
        if not server.lan:
            return
        self.say(f"{server.name} LAN CUT for {for_s:.1f} s")
        server.lan = False

        def back() -> None:
            self.say(f"{server.name} LAN BACK")
            server.lan = True
            self.check()

        self.at(for_s, back)

    def isolate(self, server: Server, for_s: float) -> None:
        """A switch dies that carried everything of one server; its ports come back one after the other."""
        self.cut_lan(server, for_s)
        for name in LINKS:
            self.cut_link(name, self.servers, for_s + self.random.uniform(0.0, 6.0))

    def lose_gateway(self, for_s: float) -> None:
        """The gateway goes away for a while."""
        self.say(f"GATEWAY AWAY for {for_s:.1f} s")
        self.gateway = False

        def back() -> None:
            self.gateway = True

        self.at(for_s, back)

    def switch_over(self) -> None:
        """A person asks the active for a switchover."""
        for server in self.servers:
            if server.state is not None and server.state.role is Role.ACTIVE:
                self.say(f"{server.name} SWITCHOVER asked")
                self.request(server, Demote("switchover"))
                return

    def force(self, server: Server) -> None:
        """A person forces a failover: with the other server's agreement when it can be reached, else when it is switched off."""
        other = self.other(server)
        if server.state is None or server.state.role is not Role.PASSIVE:
            return
        if not other.running:
            self.say(f"{server.name} FORCE")
            self.request(server, Force(peer_stepped_down=False, reason="forced"))
            return
        if other.state is not None and other.control and not other.paused and not other.busy and not self.cut:
            self.say(f"{server.name} FORCE, {other.name} asked to step down")
            generation = server.state.generation + 2 - (server.state.generation % 2 == (0 if server.identity is Identity.PRIMARY else 1))
            boots = server.boots
            if self.request(other, GiveWay(generation, "forced")):
                self.await_step_down(server, other, boots)

    def await_step_down(self, server: Server, other: Server, boots: int) -> None:
        """Answer the person's server once the other one is passive."""
        if other.published is not None and other.published.role is Role.PASSIVE and not other.busy and other.control:
            self.arrive(server, boots, lambda: self.request(server, Force(True, "forced")) and None)
        elif other.control and other.running:
            self.at(0.1, lambda: self.await_step_down(server, other, boots))

    def trouble(self, from_s: float, until_s: float) -> None:
        """Schedule random faults between two moments."""
        choose = self.random
        for _ in range(choose.randint(1, 10)):
            server = choose.choice(self.servers)
            both = choose.choice(((self.castor, self.pollux), (self.castor, self.pollux), (self.castor,), (self.pollux,)))
            link = choose.choice(LINKS)
            for_s = choose.choice((0.2, 0.6, 1.0, 1.5, 2.0, 2.4, 2.6, 3.0, 5.0, 9.0)) * choose.uniform(0.8, 1.2)
            faults: tuple[Callable[[], object], ...] = (
                lambda server=server, for_s=for_s: self.crash(server, for_s),
                lambda server=server, for_s=for_s: self.kill_control(server, min(for_s, 3.0)),
                lambda server=server, for_s=for_s: self.pause(server, for_s),
                lambda server=server, for_s=for_s: self.end_replicator(server, for_s),
                lambda link=link, both=both, for_s=for_s: self.cut_link(link, both, for_s),
                lambda both=both, for_s=for_s: [self.cut_link(name, both, for_s) for name in LINKS] and None,
                lambda both=both, for_s=for_s: [self.cut_link(name, both, for_s) for name in LINKS] and None,
                lambda server=server, for_s=for_s: self.cut_lan(server, for_s),
                lambda server=server, for_s=for_s: self.isolate(server, for_s),
                lambda server=server, for_s=for_s: self.isolate(server, for_s),
                lambda for_s=for_s: self.lose_gateway(for_s),
                self.switch_over,
                lambda server=server: self.force(server),
            )
            self.at(choose.uniform(from_s, until_s), choose.choice(faults))

    def mend(self) -> None:
        """End every fault: the network is whole, both machines run."""
        self.say("WHOLE AGAIN")
        self.cut.clear()
        self.gateway, self.loss, self.failing, self.slowest_s, self.lag_s = True, 0.0, 0.0, 0.01, 0.01
        for server in self.servers:
            server.lan, server.replicator = True, True

    def actives(self) -> list[str]:
        """Return the servers that are active and speak."""
        return [s.name for s in self.servers if s.state is not None and s.state.role is Role.ACTIVE and s.voice_until > self.now]
