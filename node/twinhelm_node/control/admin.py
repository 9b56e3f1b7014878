"""Builds the admin API and the join port around a control node."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from twinhelm_node.api.admin_relay import RelayServicer
from twinhelm_node.api.admin_services import AdminServices
from twinhelm_node.api.peer_join import JoinServicer
from twinhelm_node.api.peer_registration import register_join
from twinhelm_node.api.server import AdminServer, JoinServer
from twinhelm_node.control.access import AccessKeeper
from twinhelm_node.control.forwarding import ForwardedFailover
from twinhelm_node.control.joining import TokenIssuer
from twinhelm_node.control.pair_control import Changes, NodePairControl
from twinhelm_node.domain.events import Severity
from twinhelm_node.history.queue_history import QueueHistory
from twinhelm_node.relay.route import routes_to
from twinhelm_node.security.audit_log import AuditLog
from twinhelm_node.security.session_tokens import SessionTokens
from twinhelm_node.security.store import SecurityStore

if TYPE_CHECKING:
    from twinhelm_node.control.node import ControlNode
    from twinhelm_node.control.services import Services

SAMPLE_S = 1.0


async def start_admin_api(
    node: "ControlNode", services: "Services"
) -> tuple[NodePairControl, Callable[[], None], Callable[[], Awaitable[None]]]:
    """Start the servers; returns the pair control, what tells its watchers of a change, and how to stop."""
    configuration = node.configuration
    state_directory, runtime_directory = Path(configuration.state_directory), Path(configuration.runtime_directory)
    changes = Changes()
    control = NodePairControl(
        look=node.view,
        state=lambda: node.helm.published,
        changes=changes,
        documents=node.documents,
        applications=node.applications,
        book=node.book,
        switchover=services.switchover,
        forced=services.forced,
        forwarded=ForwardedFailover(node.name, node.peer_name, services.other.handover.start_failover, node.book, time.time_ns),
        set_checker=services.set_checker,
        kept_aside=services.kept_aside,
        tokens=TokenIssuer(configuration, SecurityStore(state_directory / "security")),
        log=node.log,
        replicator=node.parts.replicator,
        ask_peer=services.other.queue_heads.queue_head,
        reserved=(str(state_directory), str(runtime_directory)),
        own_data=services.own_data,
        peer_data=services.other.kept,
    )
    store = SecurityStore(state_directory / "security")
    tokens = SessionTokens(store.session_key(), lambda: node.documents.current.users, lambda: node.documents.current.tokens)
    audit = AuditLog(state_directory / "audit.jsonl")
    history = QueueHistory()
    admin = AdminServer(
        AdminServices(control, history=history, tokens=tokens, relay=RelayServicer(_access(node), audit)),
        credentials=node.credentials,
        tokens=tokens,
        audit=audit,
        port=configuration.ports.admin,
        socket_path=runtime_directory / "control.sock",
    )
    await admin.start()
    join = _join_server(node, store, audit)
    if join is not None:
        await join.start()
    sampling = asyncio.create_task(_sample(node, history))

    async def stop() -> None:
        sampling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sampling
        if join is not None:
            await join.stop()
        await admin.stop()
        audit.close()

    return control, changes.notify, stop


def _access(node: "ControlNode") -> AccessKeeper:
    """The servers by name, over the link that answered last first."""

    def peer_name() -> str:
        return node.tracker.server_name or node.peer_name

    return AccessKeeper(
        document=lambda: node.documents.current,
        change=node.documents.change,
        routes=lambda server: routes_to(
            server,
            node.configuration,
            peer_name=peer_name(),
            answered_at={name: figures.answered_at for name, figures in node.tracker.links.items()},
        ),
        servers=lambda: (node.name, peer_name()),
        event=lambda kind, sentence, user: node.log.append(
            Severity.INFO, kind, sentence, generation=node.helm.published.generation, user=user
        ),
        own_ports=asdict(node.configuration.ports).values(),
    )


def _join_server(node: "ControlNode", store: SecurityStore, audit: AuditLog) -> JoinServer | None:
    """Only the server that holds the authority's key can let another one in."""
    if not store.holds_authority_key:
        return None
    configuration = node.configuration
    links = configuration.heartbeat
    service = tuple(address.split("/")[0] for address in configuration.public.service_addresses)
    joining = JoinServicer(
        store=store,
        document=lambda: node.documents.current,
        server_name=configuration.name,
        peer_name=configuration.peer_name,
        addresses=(*(link.peer_address for link in links), *service),
        audit=audit,
    )
    return JoinServer([link.address for link in links], configuration.ports.join, store=store, register=register_join(joining))


async def _sample(node: "ControlNode", history: QueueHistory) -> None:
    """Keep a sample of both queues once a second."""
    while True:
        history.record([one.status for one in node.view().sets], now=time.monotonic(), at_ns=time.time_ns())
        await asyncio.sleep(SAMPLE_S)
