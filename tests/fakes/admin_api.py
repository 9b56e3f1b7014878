"""The real admin server (TLS on loopback and Unix socket) in front of a fake pair, with three users whose password is known."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.fakes.access import access_to
from tests.fakes.pair_control import FakePairControl
from twinhelm_node.api.admin_relay import RelayLimits, RelayServicer
from twinhelm_node.api.admin_services import AdminServices
from twinhelm_node.api.server import AdminServer
from twinhelm_node.domain.errors import NotFound
from twinhelm_node.domain.pair import PairDocument, ProtectedSet, User, UserRole
from twinhelm_node.history.queue_history import QueueHistory
from twinhelm_node.relay.route import Route
from twinhelm_node.security.audit_log import AuditLog
from twinhelm_node.security.passwords import hash_password
from twinhelm_node.security.session_tokens import SessionTokens
from twinhelm_node.security.store import SecurityStore, ServerCredentials

PASSWORD = "correct horse battery"
PAIR_ID = "3f0c2a9e"


@cache
def known_hash() -> str:
    return hash_password(PASSWORD)


def document() -> PairDocument:
    users = (
        User("vera", UserRole.VIEWER, known_hash()),
        User("otto", UserRole.OPERATOR, known_hash()),
        User("ada", UserRole.ADMIN, known_hash()),
    )
    return PairDocument(PAIR_ID, "gemini", 1, (ProtectedSet("data", "/srv/data"),), (), users)


@dataclass
class AdminApi:
    """Everything a test may want to look at."""

    control: FakePairControl
    server: AdminServer
    store: SecurityStore
    credentials: ServerCredentials
    tokens: SessionTokens
    history: QueueHistory
    socket_path: Path
    audit_path: Path

    def audit(self) -> list[dict]:
        return [json.loads(line) for line in self.audit_path.read_text().splitlines()]


def loopback(server: str) -> tuple[Route, ...]:
    """pollux is this machine, and its first heartbeat link leads to an address where nothing ever listens."""
    if server not in {"castor", "pollux"}:
        raise NotFound(f"there is no server called {server} in this pair; there are: castor and pollux", "UNKNOWN_SERVER")
    return (Route("hb0", "127.0.99.1"), Route("hb1", "127.0.0.1"))


@asynccontextmanager
async def admin_api(directory: Path, limits: RelayLimits | None = None) -> AsyncIterator[AdminApi]:
    store = SecurityStore(directory / "security")
    credentials = store.initialise_primary(pair_id=PAIR_ID, server_name="castor", addresses=["127.0.0.1"], now=datetime.now(UTC))
    control = FakePairControl(document())
    tokens = SessionTokens(store.session_key(), lambda: control.document().users, lambda: control.document().tokens)
    history = QueueHistory()
    audit = AuditLog(directory / "audit.jsonl")
    server = AdminServer(
        AdminServices(control, history=history, tokens=tokens, relay=RelayServicer(access_to(control, loopback), audit, limits=limits)),
        credentials=credentials,
        tokens=tokens,
        audit=audit,
        port=0,
        socket_path=directory / "run" / "control.sock",
        address="127.0.0.1",
    )
    await server.start()
    try:
        yield AdminApi(control, server, store, credentials, tokens, history, directory / "run" / "control.sock", directory / "audit.jsonl")
    finally:
        await server.stop()
        audit.close()
