"""Makes join tokens for an administrator who asks over the API."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from twinhelm_node.api.ports import IssuedToken
from twinhelm_node.config.addresses import join_endpoints
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.domain.errors import NotReady
from twinhelm_node.security.join_token import JoinTokens
from twinhelm_node.security.store import SecurityStore


@dataclass(frozen=True, slots=True)
class TokenIssuer:
    """Only the primary, which holds the authority's key, can let another server in."""

    configuration: ServerConfiguration
    store: SecurityStore
    clock_ns: Callable[[], int] = time.time_ns

    async def issue(self, *, lifetime_s: float, replace: bool) -> IssuedToken:
        """Make one; the join port opens within a second. Reasons: NOT_PRIMARY, PAIR_COMPLETE."""
        if not self.store.holds_authority_key:
            peer = self.configuration.peer_name or "the primary"
            raise NotReady(
                f"{self.configuration.name} is the secondary; make the token on {peer}, which holds the authority's key", "NOT_PRIMARY"
            )
        return await asyncio.to_thread(self._issue, lifetime_s, replace)

    def _issue(self, lifetime_s: float, replace: bool) -> IssuedToken:
        now_ns = self.clock_ns()
        token = JoinTokens(self.store.tokens).create(
            addresses=join_endpoints(self.configuration),
            authority_fingerprint=self.store.credentials().authority_fingerprint,
            now_ns=now_ns,
            lifetime_s=lifetime_s,
            replace=replace,
        )
        return IssuedToken(token.text(), now_ns + int(lifetime_s * 1e9), token.addresses)
