"""Making a pair on disk: what `pair init` and `pair join` do once they know everything. Used by the lab too."""

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from twinhelm_node.config.addresses import join_endpoints, own_addresses
from twinhelm_node.config.pair_changes import with_application, with_set, with_user
from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.domain.errors import AlreadyExists, InvalidInput, NotReady
from twinhelm_node.domain.pair import Application, PairDocument, ProtectedSet, User
from twinhelm_node.domain.roles import Identity
from twinhelm_node.security.join_token import DEFAULT_LIFETIME_S, JoinToken, JoinTokens
from twinhelm_node.security.store import SecurityStore
from twinhelm_node.system.files import make_private_directory, write_atomically

DOCUMENT_NAME = "pair.json"
SECURITY_NAME = "security"
BOOT_FILTER_NAME = "packet-filter.nft"


def initialise_pair(
    configuration: ServerConfiguration,
    pair_name: str,
    *,
    sets: Sequence[ProtectedSet] = (),
    applications: Sequence[Application] = (),
    users: Sequence[User] = (),
) -> PairDocument:
    """Make the pair document, the authority and this server's certificate on the primary; returns the document."""
    if configuration.identity is not Identity.PRIMARY:
        raise InvalidInput(
            f"{configuration.name} is the secondary by its configuration; run 'twinhelm pair init' on the primary", "NOT_PRIMARY"
        )
    state = Path(configuration.state_directory)
    if (state / DOCUMENT_NAME).exists():
        raise AlreadyExists(
            f"{state / DOCUMENT_NAME} exists: this server belongs to a pair already; move it away to begin anew", "ALREADY_PAIRED"
        )
    document = PairDocument(secrets.token_hex(8), pair_name, 1)
    reserved = (configuration.state_directory, configuration.runtime_directory)
    for one in sets:
        document = with_set(document, one, reserved=reserved)
    for application in applications:
        document = with_application(document, application)
    for user in users:
        document = with_user(document, user)
    make_private_directory(state)
    SecurityStore(state / SECURITY_NAME).initialise_primary(
        pair_id=document.pair_id, server_name=configuration.name, addresses=own_addresses(configuration), now=datetime.now(UTC)
    )
    PairStore(state / DOCUMENT_NAME).save(document)
    return document


def write_boot_filter(directory: Path, configuration: ServerConfiguration) -> None:
    """Write what twinhelm-packet-filter.service loads before the network is up, beside twinhelm.toml."""
    from twinhelm_node.network.ruleset import FilterScope, render_boot_ruleset

    scope = FilterScope(configuration.public.interface, configuration.public.management_addresses)
    write_atomically(directory / BOOT_FILTER_NAME, render_boot_ruleset(scope).encode(), 0o644)


def create_join_token(configuration: ServerConfiguration, *, lifetime_s: float = DEFAULT_LIFETIME_S, replace: bool = False) -> JoinToken:
    """Make a one-time token on the primary; control opens the join port within a second."""
    store = SecurityStore(Path(configuration.state_directory) / SECURITY_NAME)
    store.authority()  # refuses on the secondary
    return JoinTokens(store.tokens).create(
        addresses=join_endpoints(configuration),
        authority_fingerprint=store.credentials().authority_fingerprint,
        now_ns=time.time_ns(),
        lifetime_s=lifetime_s,
        replace=replace,
    )


def join_pair(configuration: ServerConfiguration, token: JoinToken) -> PairDocument:
    """Join with a token and keep what the primary gave; returns the pair document."""
    from twinhelm_node.api.join_client import join

    if configuration.identity is not Identity.SECONDARY:
        raise InvalidInput(
            f"{configuration.name} is the primary by its configuration; run 'twinhelm pair join' on the other server", "NOT_SECONDARY"
        )
    state = Path(configuration.state_directory)
    store = SecurityStore(state / SECURITY_NAME)
    if store.initialised or (state / DOCUMENT_NAME).exists():
        raise NotReady(
            f"{state} shows that this server belongs to a pair already; move that directory away to join another", "ALREADY_PAIRED"
        )
    # Asked for before the token is used up: a disk that cannot be written to must not cost a token.
    make_private_directory(state)
    joined = join(token, configuration.name)
    store.install_secondary(
        private_key=joined.private_key, certificate=joined.certificate, authority=joined.authority, session_key=joined.session_key
    )
    PairStore(state / DOCUMENT_NAME).save(joined.document)
    return joined.document
