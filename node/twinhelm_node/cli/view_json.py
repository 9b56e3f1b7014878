"""The pair as JSON: the keys that scripts rely on. Additions are fine, changes are not."""

from dataclasses import asdict
from typing import Any

from twinhelm_node.cli.output import moment
from twinhelm_node.cli.sentence import pair_sentence
from twinhelm_node.domain.economy import saved_ratio
from twinhelm_node.domain.status import QueueStatus
from twinhelm_node.domain.view import PairView, SetView


def view_json(view: PairView) -> dict[str, Any]:
    """`twinhelm status --json`."""
    return {
        "pair": view.pair_name,
        "sentence": pair_sentence(view),
        "answering_server": view.answering_server,
        "taken_at": moment(view.taken_at_ns),
        "generation": view.generation,
        "active_since": moment(view.active_since_ns) if view.active_since_ns else None,
        "ready_for_switchover": view.ready_for_switchover,
        "why_not": list(view.why_not),
        "servers": [asdict(server) for server in view.servers],
        "links": [asdict(link) for link in view.links],
        "sets": [set_json(one) for one in view.sets],
        "applications": [
            {"name": one.status.name, "server": one.server, "state": one.status.state.value, "as_it_should_be": one.as_it_should_be,
             "detail": one.status.detail, "age_s": one.age_s}
            for one in view.applications
        ],
        "service_addresses": list(view.service_addresses),
        "public_network": view.public_network,
        "checks": [asdict(check) for check in view.checks],
        "prediction": asdict(view.prediction),
        "running_operation": view.running_operation or None,
        "relay_ports": list(view.relay_ports),
    }  # fmt: skip


def set_json(one: SetView) -> dict[str, Any]:
    """One set, with its queues called `unsafe` and `safe`."""
    status = one.status
    return {
        "name": status.name,
        "path": status.path,
        "state": status.state.value,
        "detail": status.detail,
        "mode": status.mode.value,
        "unsafe": queue_json(status.unsafe_queue),
        "safe": queue_json(status.safe_queue),
        "captured_sequence": status.captured_sequence,
        "acknowledged_sequence": status.acknowledged_sequence,
        "applied_sequence": status.applied_sequence,
        "captured_bytes_per_s": status.captured_bytes_per_s,
        "sent_bytes_per_s": status.sent_bytes_per_s,
        "applied_bytes_per_s": status.applied_bytes_per_s,
        "raw_bytes_total": status.raw_bytes_total,
        "sent_bytes_total": status.sent_bytes_total,
        "saved_ratio": saved_ratio(status.raw_bytes_total, status.sent_bytes_total),
        "low_bandwidth": asdict(status.economy) if status.economy is not None else None,
        "channel_connected": status.channel_connected,
        "check_progress_ratio": status.check_progress_ratio,
        "age_s": one.age_s,
        "fill": {**asdict(status.fill), "ratio": status.fill.ratio},
    }


def queue_json(queue: QueueStatus) -> dict[str, Any]:
    """One queue."""
    return {"entries": queue.entries, "bytes": queue.bytes, "oldest_age_s": queue.oldest_age_s}
