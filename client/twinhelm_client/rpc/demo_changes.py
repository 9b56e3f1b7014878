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

COPY_S = 8.0
AWAY_S, CHECK_S = 6.0, 8.0


@dataclass(frozen=True, slots=True)
class _Added:
    protected: ProtectedSet
    at_s: float


@dataclass(frozen=True, slots=True)
class _Away:
    """A passive that is not heard until `back_s`, and is compared for CHECK_S after it. `back_s` inf: until somebody starts it."""

    server: str
    since_s: float
    back_s: float


class DemoChanges:
    """Pure: `apply` turns the status of an unchanged pair into the one that shows."""

    def __init__(self) -> None:
        self._sets: list[_Added] = []
        self._applications: list[tuple[str, float]] = []
        self._away: _Away | None = None
        self.divergences: list[Divergence] = []

    @property
    def sets(self) -> tuple[ProtectedSet, ...]:
        """The folders that were added."""
        return tuple(one.protected for one in self._sets)

    @property
    def applications(self) -> tuple[str, ...]:
        """The applications that were added."""
        return tuple(name for name, _ in self._applications)

    def add_set(self, new: ProtectedSet, now_s: float) -> None:
        """Protect a folder; its first copy takes COPY_S."""
        self._sets.append(_Added(new, now_s))

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
            checks.append(Check("heartbeat", Verdict.VETO, f"heartbeat on 0 of 2 links; {self._away.server} is not heard"))
        copying = (Check("sets", Verdict.VETO, f"the set {name} is checking: wait for the copy") for name in self._copying(now_s))
        return (*checks, *copying)

    def _copying(self, now_s: float) -> tuple[str, ...]:
        names = ["data"] if self._away is not None and now_s < self._away.back_s + CHECK_S else []
        return (*names, *(one.protected.name for one in self._sets if now_s < one.at_s + COPY_S))

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
        for one in self._sets:
            ratio = min(1.0, max(0.02, (now_s - one.at_s) / COPY_S))
            copying = ratio < 1
            added.append(
                SetStatus(
                    name=one.protected.name,
                    path=one.protected.path,
                    state=SetState.CHECKING if copying else SetState.SYNCHRONIZED,
                    mode=one.protected.mode if one.protected.mode is not Mode.UNKNOWN else Mode.ASYNC,
                    unsafe_queue=QueueStatus(int(4000 * (1 - ratio)), int(3e9 * (1 - ratio)), 1.2 * (1 - ratio)),
                    captured_sequence=int(214_806 * ratio),
                    acknowledged_sequence=int(213_000 * ratio),
                    applied_sequence=int(212_500 * ratio),
                    sent_bytes_per_s=1.1e8 if copying else 0.0,
                    applied_bytes_per_s=1.1e8 if copying else 0.0,
                    raw_bytes_total=int(38.2e9 * ratio),
                    sent_bytes_total=int(14e9 * ratio),
                    age_s=0.1,
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
        if now_s < away.back_s:
            waiting_s = now_s - away.since_s
            unsafe = QueueStatus(int(180 * waiting_s), int(18.4e6 * waiting_s), waiting_s)
            words = f"{away.server} is not heard"
            return replace(data, state=SetState.UNCHECKED, detail=words, channel_connected=False, unsafe_queue=unsafe)
        ratio = (now_s - away.back_s) / CHECK_S
        return replace(data, state=SetState.CHECKING, check_progress_ratio=min(0.99, max(0.01, ratio)))
