"""Moments in the life of a pair, for pictures and tests: healthy, behind, a failover under way, running alone."""

from collections.abc import Iterable
from dataclasses import replace

from twinhelm_client.domain.pair import (
    ApplicationState,
    ApplicationStatus,
    Check,
    LinkStatus,
    Mode,
    PairStatus,
    Prediction,
    QueueSample,
    QueueStatus,
    Role,
    SetState,
    Verdict,
)
from twinhelm_client.domain.queue_fill import Durability, FillAlarm
from twinhelm_client.rpc.demo_pair import PRIMARY, SECONDARY, DemoPair


def healthy(pair: DemoPair) -> PairStatus:
    """Everything is well."""
    return pair.status()


def behind(pair: DemoPair) -> PairStatus:
    """The channel is slow: the passive lags, one link is down, a switchover would be refused."""
    status = pair.status()
    unsafe = QueueStatus(21_480, 3_400_000_000, 41.7)
    lagging = replace(
        status.sets[0],
        unsafe_queue=unsafe,
        safe_queue=QueueStatus(96, 1_240_000, 0.3),
        mode=Mode.ASYNC,
        sent_bytes_per_s=1.2e6,
        captured_bytes_per_s=84e6,
        fill=replace(
            status.sets[0].fill, used_bytes=unsafe.bytes, time_to_full_s=63.0, alarm=FillAlarm.WARNING, durability=Durability.ASYNC
        ),
    )
    return replace(
        status,
        sets=(lagging,),
        links=(status.links[0], replace(status.links[1], up=False, age_s=312.0)),
        ready_for_switchover=False,
        why_not=("Draining the unsafe queue would take 48 min; wait until pollux has caught up.",),
        checks=(
            Check("heartbeat", Verdict.HINT, "heartbeat on 1 of 2 links: hb1 is down"),
            Check("arbiter", Verdict.OK, "gateway 10.20.0.1 answers"),
            Check("sets", Verdict.OK, "1 of 1 set synchronized"),
            Check("queues", Verdict.VETO, "3.4 GB wait in the unsafe queue, 48 min at this rate"),
            Check("applications", Verdict.OK, "applications can start on pollux"),
        ),
        prediction=Prediction(2.9, unsafe.entries, unsafe.bytes, unsafe.oldest_age_s),
    )


def failover(pair: DemoPair) -> PairStatus:
    """The active, castor, is gone; pollux takes over: what pollux says half a second into its promotion."""
    status = pair.status()
    castor = replace(status.servers[0], reachable=False, age_s=3.1, silent=False)
    pollux = replace(status.servers[1], role=Role.PROMOTING, generation=8, age_s=0.1, silent=True)
    data = replace(
        status.sets[0],
        state=SetState.UNCHECKED,
        channel_connected=False,
        unsafe_queue=QueueStatus(),
        safe_queue=QueueStatus(14, 122_000, 0.6),
    )
    return replace(
        status,
        answering_server=SECONDARY,
        servers=(castor, pollux),
        links=tuple(LinkStatus(link.name, False, 0.0, 3.1, link.local_address, link.peer_address, False) for link in status.links),
        sets=(data,),
        applications=(ApplicationStatus("postgresql@16-main", SECONDARY, ApplicationState.STARTING, False, "", 0.1),),
        generation=8,
        active_since_s=0.0,
        ready_for_switchover=False,
        why_not=("castor has not been heard for 3.1 s.",),
        checks=(
            Check("heartbeat", Verdict.VETO, "heartbeat on 0 of 2 links"),
            Check("arbiter", Verdict.OK, "gateway 10.20.0.1 answers, the service address does not"),
            Check("sets", Verdict.HINT, "14 entries of the safe queue are being applied"),
        ),
        running_operation="op-8",
    )


def growing(samples: Iterable[QueueSample], last_s: float) -> tuple[QueueSample, ...]:
    """Let the oldest unsafe entry grow older over these samples, up to `last_s` at their end."""
    past = tuple(samples)
    end_s = past[-1].at_s if past else 0.0
    return tuple(
        replace(s, unsafe_queue=replace(s.unsafe_queue, oldest_age_s=max(s.unsafe_queue.oldest_age_s, last_s - (end_s - s.at_s))))
        for s in past
    )


def alone(pair: DemoPair) -> PairStatus:
    """The passive, pollux, is gone; castor runs without protection."""
    status = pair.status()
    pollux = replace(status.servers[1], reachable=False, age_s=94.0)
    data = replace(
        status.sets[0],
        channel_connected=False,
        mode=Mode.ASYNC,
        unsafe_queue=QueueStatus(16_210, 1_750_000_000, 93.0),
        sent_bytes_per_s=0.0,
        applied_bytes_per_s=0.0,
        fill=replace(
            status.sets[0].fill, used_bytes=1_750_000_000, time_to_full_s=395.0, alarm=FillAlarm.WARNING, durability=Durability.ASYNC
        ),
    )
    return replace(
        status,
        servers=(status.servers[0], pollux),
        links=tuple(replace(link, up=False, age_s=94.0) for link in status.links),
        sets=(data,),
        applications=tuple(a for a in status.applications if a.server == PRIMARY),
        ready_for_switchover=False,
        why_not=("pollux has not been heard for 94 s.",),
        checks=(
            Check("heartbeat", Verdict.VETO, "heartbeat on 0 of 2 links"),
            Check("arbiter", Verdict.OK, "gateway 10.20.0.1 answers"),
            Check("channel", Verdict.VETO, "channel not connected for 94 s"),
        ),
        prediction=Prediction(None, 16_210, 1_750_000_000, 93.0),
    )
