"""JoinService: the one call that a stranger may make, with a one-time token in place of a certificate."""

import asyncio
import logging
import re
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from twinhelm.peer.v1 import join_service_pb2 as pb
from twinhelm.peer.v1.join_service_pb2_grpc import JoinServiceServicer
from twinhelm_node.config.pair_store import encode_document
from twinhelm_node.domain.errors import InvalidInput, TwinhelmError
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.security.audit_log import AuditEntry, AuditLog
from twinhelm_node.security.certificates import sign_request
from twinhelm_node.security.join_token import JoinTokens
from twinhelm_node.security.store import SecurityStore

LOG = logging.getLogger(__name__)
METHOD = "/twinhelm.peer.v1.JoinService/Join"
SERVER_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class JoinServicer(JoinServiceServicer):
    """Signs the certificate of the second server and hands it the pair document.

    `addresses` are those under which the second server may be met (heartbeat, service), as this server's configuration has them.
    """

    def __init__(
        self,
        *,
        store: SecurityStore,
        document: Callable[[], PairDocument],
        server_name: str,
        peer_name: str,
        addresses: Sequence[str],
        audit: AuditLog,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._store = store
        self._tokens = JoinTokens(store.tokens)
        self._document = document
        self._server_name = server_name
        self._peer_name = peer_name
        self._addresses = tuple(addresses)
        self._audit = audit
        self._clock_ns = clock_ns

    async def Join(self, request: pb.JoinRequest, context: Any) -> pb.JoinResponse:
        """Check name and token, use the token up, sign."""
        reason, outcome = "", "done"
        try:
            # fsync and ECDSA take milliseconds: away from the event loop, which carries the heartbeat.
            return await asyncio.to_thread(self._join, request)
        except TwinhelmError as error:
            reason, outcome = error.reason, "refused"
            raise
        finally:
            try:
                asked = {"server_name": request.server_name, "token_id": request.token_id}
                self._audit.write(AuditEntry(self._clock_ns(), "", context.peer(), METHOD, outcome, reason, asked))
            except OSError:
                LOG.exception("audit log: %s %s %s", outcome, METHOD, reason)

    def _join(self, request: pb.JoinRequest) -> pb.JoinResponse:
        if SERVER_NAME.fullmatch(request.server_name) is None:
            raise InvalidInput("the name of the joining server may have 1 to 63 lower-case letters, digits and inner hyphens", "BAD_NAME")
        if request.server_name == self._server_name:
            raise InvalidInput(f"the joining server is called {self._server_name} like the primary; give it another name", "NAME_TAKEN")
        if self._peer_name and request.server_name != self._peer_name:
            raise InvalidInput(
                f"the primary expects {self._peer_name}, not {request.server_name}; join with that name or change peer_name on the primary",
                "BAD_NAME",
            )
        now_ns = self._clock_ns()
        self._tokens.use(request.token_id, request.token_proof, request.certificate_request, server_name=request.server_name, now_ns=now_ns)
        document, authority = self._document(), self._store.authority()
        certificate = sign_request(
            authority,
            request.certificate_request,
            pair_id=document.pair_id,
            server_name=request.server_name,
            addresses=self._addresses,
            now=datetime.fromtimestamp(now_ns / 1e9, UTC),
        )
        return pb.JoinResponse(
            certificate=certificate,
            authority=authority.certificate,
            pair_document=encode_document(document),
            session_secret=self._store.session_key(),
        )
