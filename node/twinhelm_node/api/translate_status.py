"""The pair's status between domain.view and admin/v1/status.proto, both ways."""

from twinhelm.admin.v1 import status_pb2 as pb
from twinhelm.admin.v1 import status_service_pb2 as service_pb
from twinhelm_node.api.translate_economy import economy_from_admin, economy_to_admin
from twinhelm_node.api.translate_enum import from_enum, to_enum
from twinhelm_node.api.translate_fill import fill_from_proto, fill_to_proto
from twinhelm_node.api.translate_time import nanoseconds, timestamp
from twinhelm_node.domain.history import QueueSample
from twinhelm_node.domain.operations import Check, Verdict
from twinhelm_node.domain.relay import ConsoleLink
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus, Mode, QueueStatus, SetState, SetStatus, SystemFigures
from twinhelm_node.domain.view import ApplicationView, LinkView, PairView, Prediction, ServerView, SetView


def view_to_proto(view: PairView) -> pb.PairStatus:
    """Translate the whole view."""
    return pb.PairStatus(
        pair_name=view.pair_name,
        answering_server=view.answering_server,
        taken_at=timestamp(view.taken_at_ns),
        servers=[_server_to_proto(server) for server in view.servers],
        links=[_link_to_proto(link) for link in view.links],
        sets=[_set_to_proto(one) for one in view.sets],
        applications=[application_to_proto(one) for one in view.applications],
        service_addresses=view.service_addresses,
        public_network=view.public_network,
        ready_for_switchover=view.ready_for_switchover,
        why_not=view.why_not,
        checks=[check_to_proto(check) for check in view.checks],
        generation=view.generation,
        active_since=timestamp(view.active_since_ns),
        prediction=pb.Prediction(
            outage_s=view.prediction.outage_s or 0.0,
            outage_known=view.prediction.outage_s is not None,
            unsafe_entries_lost=view.prediction.unsafe_entries_lost,
            unsafe_bytes_lost=view.prediction.unsafe_bytes_lost,
            unsafe_age_s=view.prediction.unsafe_age_s,
        ),
        running_operation=view.running_operation,
        relay_ports=view.relay_ports,
    )


def view_from_proto(status: pb.PairStatus) -> PairView:
    """Translate the whole view back."""
    lost = status.prediction
    return PairView(
        pair_name=status.pair_name,
        answering_server=status.answering_server,
        taken_at_ns=nanoseconds(status.taken_at),
        servers=tuple(_server_from_proto(server) for server in status.servers),
        links=tuple(_link_from_proto(link) for link in status.links),
        sets=tuple(_set_from_proto(one) for one in status.sets),
        applications=tuple(application_from_proto(one) for one in status.applications),
        service_addresses=tuple(status.service_addresses),
        public_network=status.public_network,
        ready_for_switchover=status.ready_for_switchover,
        why_not=tuple(status.why_not),
        checks=tuple(check_from_proto(check) for check in status.checks),
        generation=status.generation,
        active_since_ns=nanoseconds(status.active_since),
        prediction=Prediction(
            lost.outage_s if lost.outage_known else None, lost.unsafe_entries_lost, lost.unsafe_bytes_lost, lost.unsafe_age_s
        ),
        running_operation=status.running_operation,
        relay_ports=tuple(status.relay_ports),
    )


def _server_to_proto(server: ServerView) -> pb.ServerStatus:
    return pb.ServerStatus(
        name=server.name,
        identity=to_enum(pb.Identity, "IDENTITY", server.identity),
        role=to_enum(pb.Role, "ROLE", server.role),
        generation=server.generation,
        reachable=server.reachable,
        age_s=server.age_s,
        silent=server.silent,
        replicator_alive=server.replicator_alive,
        version=server.version,
        system=pb.SystemFigures(
            processor_ratio=server.system.processor_ratio,
            memory_used_bytes=server.system.memory_used_bytes,
            memory_total_bytes=server.system.memory_total_bytes,
            disk_used_bytes=server.system.disk_used_bytes,
            disk_total_bytes=server.system.disk_total_bytes,
            disk_path=server.system.disk_path,
        ),
        consoles=[console_to_proto(one) for one in server.consoles],
    )


def _server_from_proto(server: pb.ServerStatus) -> ServerView:
    system = server.system
    return ServerView(
        name=server.name,
        identity=from_enum(pb.Identity, "IDENTITY", server.identity, Identity),
        role=from_enum(pb.Role, "ROLE", server.role, Role),
        generation=server.generation,
        reachable=server.reachable,
        age_s=server.age_s,
        silent=server.silent,
        replicator_alive=server.replicator_alive,
        version=server.version,
        system=SystemFigures(
            system.processor_ratio,
            system.memory_used_bytes,
            system.memory_total_bytes,
            system.disk_used_bytes,
            system.disk_total_bytes,
            system.disk_path,
        ),
        consoles=tuple(console_from_proto(server.name, one) for one in server.consoles),
    )


def console_to_proto(one: ConsoleLink) -> pb.ConsoleLink:
    """Translate an out-of-band console; its server is where it stands."""
    return pb.ConsoleLink(label=one.label, url=one.url)


def console_from_proto(server: str, one: pb.ConsoleLink) -> ConsoleLink:
    """Translate an out-of-band console of a server back."""
    return ConsoleLink(server, one.label, one.url)


def _link_to_proto(link: LinkView) -> pb.LinkStatus:
    return pb.LinkStatus(
        name=link.name,
        up=link.up,
        round_trip_s=link.round_trip_s,
        age_s=link.age_s,
        local_address=link.local_address,
        peer_address=link.peer_address,
        carries_channel=link.carries_channel,
    )


def _link_from_proto(link: pb.LinkStatus) -> LinkView:
    return LinkView(link.name, link.up, link.round_trip_s, link.age_s, link.local_address, link.peer_address, link.carries_channel)


def queue_to_proto(queue: QueueStatus) -> pb.QueueStatus:
    """Translate one queue."""
    return pb.QueueStatus(entries=queue.entries, bytes=queue.bytes, oldest_age_s=queue.oldest_age_s)


def queue_from_proto(queue: pb.QueueStatus) -> QueueStatus:
    """Translate one queue back."""
    return QueueStatus(queue.entries, queue.bytes, queue.oldest_age_s)


def _set_to_proto(one: SetView) -> pb.SetStatus:
    status = one.status
    return pb.SetStatus(
        name=status.name,
        path=status.path,
        state=to_enum(pb.SetState, "SET_STATE", status.state),
        detail=status.detail,
        mode=to_enum(pb.ReplicationMode, "REPLICATION_MODE", status.mode),
        unsafe_queue=queue_to_proto(status.unsafe_queue),
        safe_queue=queue_to_proto(status.safe_queue),
        captured_sequence=status.captured_sequence,
        acknowledged_sequence=status.acknowledged_sequence,
        applied_sequence=status.applied_sequence,
        captured_bytes_per_s=status.captured_bytes_per_s,
        sent_bytes_per_s=status.sent_bytes_per_s,
        applied_bytes_per_s=status.applied_bytes_per_s,
        raw_bytes_total=status.raw_bytes_total,
        sent_bytes_total=status.sent_bytes_total,
        channel_connected=status.channel_connected,
        age_s=one.age_s,
        check_progress_ratio=status.check_progress_ratio,
        fill=fill_to_proto(status.fill),
        economy=economy_to_admin(status.economy),
    )


def _set_from_proto(one: pb.SetStatus) -> SetView:
    return SetView(
        SetStatus(
            name=one.name,
            path=one.path,
            state=from_enum(pb.SetState, "SET_STATE", one.state, SetState),
            detail=one.detail,
            mode=from_enum(pb.ReplicationMode, "REPLICATION_MODE", one.mode, Mode),
            unsafe_queue=queue_from_proto(one.unsafe_queue),
            safe_queue=queue_from_proto(one.safe_queue),
            captured_sequence=one.captured_sequence,
            acknowledged_sequence=one.acknowledged_sequence,
            applied_sequence=one.applied_sequence,
            captured_bytes_per_s=one.captured_bytes_per_s,
            sent_bytes_per_s=one.sent_bytes_per_s,
            applied_bytes_per_s=one.applied_bytes_per_s,
            raw_bytes_total=one.raw_bytes_total,
            sent_bytes_total=one.sent_bytes_total,
            channel_connected=one.channel_connected,
            check_progress_ratio=one.check_progress_ratio,
            fill=fill_from_proto(one.fill),
            economy=economy_from_admin(one),
        ),
        one.age_s,
    )


def application_to_proto(one: ApplicationView) -> pb.ApplicationStatus:
    """Translate one application on one server."""
    return pb.ApplicationStatus(
        name=one.status.name,
        server=one.server,
        state=to_enum(pb.ApplicationState, "APPLICATION_STATE", one.status.state),
        as_it_should_be=one.as_it_should_be,
        detail=one.status.detail,
        age_s=one.age_s,
    )


def application_from_proto(one: pb.ApplicationStatus) -> ApplicationView:
    """Translate one application back."""
    state = from_enum(pb.ApplicationState, "APPLICATION_STATE", one.state, ApplicationState)
    return ApplicationView(ApplicationStatus(one.name, state, one.detail), one.server, one.as_it_should_be, one.age_s)


def check_to_proto(check: Check) -> pb.Check:
    """Translate one check."""
    return pb.Check(name=check.name, verdict=to_enum(pb.Verdict, "VERDICT", check.verdict), sentence=check.sentence)


def check_from_proto(check: pb.Check) -> Check:
    """Translate one check back."""
    return Check(check.name, from_enum(pb.Verdict, "VERDICT", check.verdict, Verdict), check.sentence)


def sample_to_proto(sample: QueueSample) -> service_pb.QueueSample:
    """Translate one sample of the queue history."""
    return service_pb.QueueSample(
        at=timestamp(sample.at_ns),
        unsafe_queue=queue_to_proto(sample.unsafe_queue),
        safe_queue=queue_to_proto(sample.safe_queue),
        captured_bytes_per_s=sample.captured_bytes_per_s,
        sent_bytes_per_s=sample.sent_bytes_per_s,
        applied_bytes_per_s=sample.applied_bytes_per_s,
    )


def sample_from_proto(sample: service_pb.QueueSample) -> QueueSample:
    """Translate one sample back."""
    return QueueSample(
        nanoseconds(sample.at),
        queue_from_proto(sample.unsafe_queue),
        queue_from_proto(sample.safe_queue),
        sample.captured_bytes_per_s,
        sample.sent_bytes_per_s,
        sample.applied_bytes_per_s,
    )
