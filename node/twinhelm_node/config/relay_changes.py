"""Changes to what the pair document says of access: ports of the relay, out-of-band consoles. Pure, like config.pair_changes."""

import re
from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urlsplit

from twinhelm_node.domain.errors import AlreadyExists, InvalidInput, NotFound
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.relay import HIGHEST_PORT, ConsoleLink

MOST_PORTS = 64
MOST_CONSOLES = 8
LABEL = re.compile(r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]{0,38}[^\s\x00-\x1f\x7f])?")
LONGEST_URL = 1024


def checked_port(port: int) -> int:
    """Return a TCP port; raises InvalidInput (BAD_PORT)."""
    if not 1 <= port <= HIGHEST_PORT:
        raise InvalidInput(f"{port} is not a TCP port; use 1 to {HIGHEST_PORT}", "BAD_PORT")
    return port


def with_relay_port(document: PairDocument, port: int, *, own_ports: Collection[int] = ()) -> PairDocument:
    """Let the relay reach a port. `own_ports` are those of Twinhelm itself.

    Reasons: BAD_PORT, OWN_PORT, ALREADY_ALLOWED, TOO_MANY_PORTS.
    """
    checked_port(port)
    if port in own_ports:
        raise InvalidInput(f"port {port} belongs to Twinhelm itself and is never relayed; choose the port of a service", "OWN_PORT")
    if port in document.relay_ports:
        raise AlreadyExists(f"port {port} is allowed already; 'twinhelm relay list' shows the ports", "ALREADY_ALLOWED")
    if len(document.relay_ports) >= MOST_PORTS:
        raise InvalidInput(f"{MOST_PORTS} ports are allowed already; refuse one that is not needed any more", "TOO_MANY_PORTS")
    return replace(document, version=document.version + 1, relay_ports=tuple(sorted((*document.relay_ports, port))))


def without_relay_port(document: PairDocument, port: int) -> PairDocument:
    """Take a port from the list; raises NotFound (UNKNOWN_PORT)."""
    if port not in document.relay_ports:
        known = ", ".join(map(str, document.relay_ports)) or "none"
        raise NotFound(f"port {port} is not on the list of the relay; there are: {known}", "UNKNOWN_PORT")
    return replace(document, version=document.version + 1, relay_ports=tuple(one for one in document.relay_ports if one != port))


def with_console(document: PairDocument, new: ConsoleLink, *, servers: Collection[str]) -> PairDocument:
    """Name an out-of-band console. Reasons: UNKNOWN_SERVER, BAD_URL, BAD_NAME, NAME_TAKEN, TOO_MANY_CONSOLES."""
    if new.server not in servers:
        raise NotFound(f"there is no server called {new.server} in this pair; there are: {' and '.join(servers)}", "UNKNOWN_SERVER")
    url = checked_url(new.url)
    label = new.label or urlsplit(url).hostname or ""
    if LABEL.fullmatch(label) is None:
        raise InvalidInput(f"the label {label!r} is not allowed; use 1 to 40 characters without line breaks", "BAD_NAME")
    if any((one.server, one.label) == (new.server, label) for one in document.consoles):
        raise AlreadyExists(f"{new.server} has a console called {label} already; remove it or choose another label", "NAME_TAKEN")
    if sum(one.server == new.server for one in document.consoles) >= MOST_CONSOLES:
        raise InvalidInput(f"{new.server} has {MOST_CONSOLES} consoles already; remove one first", "TOO_MANY_CONSOLES")
    added = ConsoleLink(new.server, label, url)
    return replace(document, version=document.version + 1, consoles=(*document.consoles, added))


def without_console(document: PairDocument, server: str, label: str) -> PairDocument:
    """Forget a console; raises NotFound (UNKNOWN_CONSOLE)."""
    kept = tuple(one for one in document.consoles if (one.server, one.label) != (server, label))
    if len(kept) == len(document.consoles):
        known = ", ".join(f"{one.label} of {one.server}" for one in document.consoles) or "none"
        raise NotFound(f"{server} has no console called {label}; there are: {known}", "UNKNOWN_CONSOLE")
    return replace(document, version=document.version + 1, consoles=kept)


def checked_url(url: str) -> str:
    """Return an address that a browser may be sent to: http or https, a host, no secret. Raises InvalidInput (BAD_URL)."""

    def refuse(why: str) -> InvalidInput:
        return InvalidInput(f"the address {url[:80]!r} {why}; write for example https://ilo-castor.example.org", "BAD_URL")

    if len(url) > LONGEST_URL or not url.isprintable() or any(character.isspace() for character in url):
        raise refuse(f"has a blank or control character or more than {LONGEST_URL} characters")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise refuse("is not an address of a page") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise refuse("does not begin with http:// or https:// and a host")
    if parts.username is not None or parts.password is not None:
        # Named without showing it: what stands there may be a password.
        raise InvalidInput("the address holds a user or password, which everybody could see; leave them out", "BAD_URL")
    return url
