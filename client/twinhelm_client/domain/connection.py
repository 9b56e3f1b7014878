"""How the console stands with the pair: where it connects, who it is, and what is wrong if something is."""

from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain.language import translate


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The address that the console connects to: normally the service address of the pair."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


DEFAULT_PORT = 7410
TOKEN_PREFIX = "twinhelm-token-"  # noqa: S105  what every token begins with


def parse_endpoint(text: str) -> Endpoint:
    """Read "host", "host:port", "[v6]:port" or a bare IPv6 address; raises ValueError with a sentence."""
    text = text.strip()
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise ValueError(translate("Connection", "'{0}' is not an address; write it as [fd20::10]:7410.").format(text))
        port_text = rest[1:]
    elif text.count(":") > 1:
        host, port_text = text, ""
    else:
        host, _, port_text = text.partition(":")
    if not host:
        raise ValueError(
            translate("Connection", "The address of the server is missing; write it as HOST:PORT, for example 10.20.0.10:7410.")
        )
    if port_text and not (port_text.isascii() and port_text.isdigit() and 0 < int(port_text) < 65536):
        raise ValueError(translate("Connection", "'{0}' is not a port; choose a number from 1 to 65535.").format(port_text))
    return Endpoint(host, int(port_text) if port_text else DEFAULT_PORT)


def is_token(secret: str) -> bool:
    """Say whether a secret is an access token of a pair and no password: a token says so itself."""
    return secret.strip().startswith(TOKEN_PREFIX)


def parse_fingerprint(text: str) -> str:
    """Return a SHA-256 fingerprint as 64 lower-case hexadecimal digits; accepts colons, spaces and the prefix "SHA256:"."""
    digits = text.strip().lower().removeprefix("sha256:").replace(":", "").replace(" ", "")
    if len(digits) != 64 or any(c not in "0123456789abcdef" for c in digits):
        advice = translate("Connection", "A fingerprint has 64 hexadecimal digits; copy it from the output of 'twinhelm pair fingerprint'.")
        raise ValueError(advice)
    return digits


def spaced_fingerprint(digits: str) -> str:
    """Write a fingerprint in groups of four, which people can compare."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


class Link(StrEnum):
    """The state of the connection to the pair."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"  # tries again by itself
    SIGN_IN_NEEDED = "sign_in_needed"  # nothing was tried yet; waits for a person
    SIGN_IN_REFUSED = "sign_in_refused"  # waits for a person
    FINGERPRINT_CHANGED = "fingerprint_changed"  # waits for a person
    NOT_TRUSTED_YET = "not_trusted_yet"  # first connection: a person compares the fingerprint
    NO_PAIR = "no_pair"  # there is nobody to connect to


@dataclass(frozen=True, slots=True)
class Connection:
    """The connection at one moment; `sentence` says what is wrong and what to do, empty while all is well."""

    link: Link
    endpoint: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and to which pair."""

    user: str
    role: str
    pair_name: str

    @property
    def may_operate(self) -> bool:
        """Switchovers need an operator or an admin."""
        return self.role in ("operator", "admin")
