"""What has been changed in the simulated pair since it began: folders and applications added, a server that is away or comes back."""

from dataclasses import dataclass, replace

from twinhelm_client.domain.pair import (
    ApplicationState,
    ApplicationStatus,
    Check,
    Mode,
    PairStatus,
    QueueStatus,
    Role,
    SetState,
    SetStatus,
    Verdict,
)
from twinhelm_client.domain.protection import Divergence, ProtectedSet
from twinhelm_client.rpc.demo_settings import DemoSettings, alone, catching_up, economy_of, fill_of

COPY_S = 8.0
AWAY_S, CHECK_S = 6.0, 8.0


@dataclass(frozen=True, slots=True)
class _Away:
    """A passive that is not heard until `back_s`, and is compared for CHECK_S after it. `back_s` inf: until somebody starts it."""

    server: str
    since_s: float
    back_s: float


class DemoChanges:
    """Pure: `apply` turns the status of an unchanged pair into the one that shows."""

    def __init__(self, mode: Mode = Mode.DURABLE) -> None:
        self.settings = DemoSettings(mode)
        self._added_s: dict[str, float] = {}
        self._applications: list[tuple[str, float]] = []
        self._away: _Away | None = None
        self.divergences: list[Divergence] = []

    @property
    def sets(self) -> tuple[ProtectedSet, ...]:
        """The folders that were added."""
        return tuple(one for one in self.settings.sets if one.name in self._added_s)

    @property
    def applications(self) -> tuple[str, ...]:
        """The applications that were added."""
        return tuple(name for name, _ in self._applications)

    def add_set(self, new: ProtectedSet, now_s: float) -> ProtectedSet:
        """Protect a folder; its first copy takes COPY_S."""
        self._added_s[new.name] = now_s
        return self.settings.add(new)

    def add_application(self, name: str, now_s: float) -> None:
        """Protect an application; it starts within a second."""
        self._applications.append((name, now_s))

    def lose(self, server: str, now_s: float, back_s: float) -> None:
        """Let the passive vanish until `back_s`."""
        self._away = _Away(server, now_s, back_s)

    def start_again(self, now_s: float) -> None:
        """Somebody starts the server that is away."""
        if self._away is not None and self._away.back_s > now_s:
            self._away = replace(self._away, back_s=now_s)

    def vetoes(self, now_s: float) -> tuple[Check, ...]:
        """Return what speaks against a switchover because of these changes."""
        checks = []
        if self._away is not None and now_s < self._away.back_s:
            words = f"heartbeat on 0 of 2 links; check the heartbeat network and that {self._away.server} runs"
            checks.append(Check("heartbeat", Verdict.VETO, words))
        copying = (Check("sets", Verdict.VETO, f"the set {name} is checking: wait for the copy") for name in self._copying(now_s))
        return (*checks, *copying)

    def _copying(self, now_s: float) -> tuple[str, ...]:
        names = ["data"] if self._away is not None and now_s < self._away.back_s + CHECK_S else []
        return (*names, *(name for name, at_s in self._added_s.items() if now_s < at_s + COPY_S))

    def apply(self, status: PairStatus, now_s: float) -> PairStatus:
        """Return the status with everything that was changed."""
        active = next((s.name for s in status.servers if s.role is Role.ACTIVE), status.answering_server)
        status = self._with_sets(status, now_s)
        status = self._with_applications(status, active, now_s)
        vetoes = self.vetoes(now_s)
        if self._away is not None:
            status = self._with_away(status, self._away, now_s)
        if vetoes:
            left = tuple(c for c in status.checks if c.name not in {v.name for v in vetoes})
            sentences = tuple(v.sentence for v in vetoes)
            status = replace(status, ready_for_switchover=False, why_not=(*status.why_not, *sentences), checks=(*vetoes, *left))
        return status

    def _with_sets(self, status: PairStatus, now_s: float) -> PairStatus:
        added = []
        for one in self.sets:
            ratio = min(1.0, max(0.02, (now_s - self._added_s[one.name]) / COPY_S))
            copying = ratio < 1
            unsafe = QueueStatus(int(4000 * (1 - ratio)), int(3e9 * (1 - ratio)), 1.2 * (1 - ratio))
            added.append(
                SetStatus(
                    name=one.name,
                    path=one.path,
                    state=SetState.CHECKING if copying else SetState.SYNCHRONIZED,
                    mode=one.mode,
                    unsafe_queue=unsafe,
                    captured_sequence=int(214_806 * ratio),
                    acknowledged_sequence=int(213_000 * ratio),
                    applied_sequence=int(212_500 * ratio),
                    sent_bytes_per_s=1.1e8 if copying else 0.0,
                    applied_bytes_per_s=1.1e8 if copying else 0.0,
                    raw_bytes_total=int(38.2e9 * ratio),
                    sent_bytes_total=int(14e9 * ratio),
                    age_s=0.1,
                    fill=fill_of(one, unsafe.bytes),
                    economy=economy_of(one, 38.2e9 * ratio, now_s),
                    check_progress_ratio=ratio if copying else 0.0,
                )
            )
        return replace(status, sets=(*status.sets, *added))

    def _with_applications(self, status: PairStatus, active: str, now_s: float) -> PairStatus:
        added = []
        for name, at_s in self._applications:
            state = ApplicationState.RUNNING if now_s > at_s + 1.0 else ApplicationState.STARTING
            for server in status.servers:
                here = server.name == active
                added.append(ApplicationStatus(name, server.name, state if here else ApplicationState.STOPPED, True, "", 0.3))
        return replace(status, applications=(*status.applications, *added))

    def _with_away(self, status: PairStatus, away: _Away, now_s: float) -> PairStatus:
        if now_s >= away.back_s + CHECK_S:
            return status
        gone = now_s < away.back_s
        age_s = now_s - away.since_s
        servers = tuple(
            replace(s, reachable=not gone, age_s=age_s if gone else s.age_s) if s.name == away.server else s for s in status.servers
        )
        links = tuple(replace(link, up=not gone, age_s=age_s if gone else link.age_s) for link in status.links)
        sets = tuple(self._data(s, away, now_s) if s.name == "data" else s for s in status.sets)
        return replace(status, servers=servers, links=links, sets=sets)

    def _data(self, data: SetStatus, away: _Away, now_s: float) -> SetStatus:
        one = self.settings.of(data.name)
        if now_s < away.back_s:
            words = f"{away.server} is not heard"
            return replace(alone(one, data, now_s - away.since_s), state=SetState.UNCHECKED, detail=words)
        ratio = min(0.99, max(0.01, (now_s - away.back_s) / CHECK_S))
        checked = replace(data, state=SetState.CHECKING, check_progress_ratio=ratio)
        return catching_up(one, checked, away.back_s - away.since_s, ratio)
