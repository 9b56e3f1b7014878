"""Who answers there: fetch a server's certificates, compare them with the pinned fingerprint, learn a name to check."""

import asyncio
import hashlib
import ssl
from dataclasses import dataclass

from twinhelm_client.domain.connection import Endpoint
from twinhelm_client.domain.errors import FingerprintChanged, NotTrustedYet, Unreachable
from twinhelm_client.domain.language import translate


@dataclass(frozen=True, slots=True)
class ServerTrust:
    """What a TLS connection needs to know: the trusted certificate (PEM) and a name in the server's certificate."""

    root_pem: bytes
    name: str


async def establish_trust(endpoint: Endpoint, pinned: str, timeout_s: float = 3.0) -> ServerTrust:
    """Compare what the server shows with the pinned SHA-256 of its own or its authority's certificate.

    Pinning the authority is right for a pair: both servers are signed by it, and the service address moves between them.
    Raises NotTrustedYet without a pin, FingerprintChanged when neither certificate matches, Unreachable.
    """
    chain = await _chain(endpoint, timeout_s)
    prints = tuple(hashlib.sha256(der).hexdigest() for der in chain)
    if not pinned:
        raise NotTrustedYet(
            translate("Trust", "Compare the fingerprint with the one that 'twinhelm pair fingerprint' shows on a server, then accept it."),
            prints[-1],
        )
    if pinned not in prints:
        raise FingerprintChanged(
            translate(
                "Trust",
                "Nothing was sent to it. If the pair was set up anew, compare the fingerprint and accept it; "
                "otherwise tell your network's administrator.",
            ),
            pinned,
            prints,
        )
    root = ssl.DER_cert_to_PEM_cert(chain[prints.index(pinned)])
    try:
        return ServerTrust(root.encode(), await _name_in_certificate(endpoint, root, timeout_s))
    except ssl.SSLCertVerificationError as error:
        message = translate(
            "Trust",
            "The server's certificate is not signed by the pair's authority. Nothing was sent to it; tell your network's administrator.",
        )
        raise FingerprintChanged(message, pinned, ()) from error


async def _chain(endpoint: Endpoint, timeout_s: float) -> tuple[bytes, ...]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    async with _handshake(endpoint, context, timeout_s) as tls:
        return _presented(tls)


async def _name_in_certificate(endpoint: Endpoint, root_pem: str, timeout_s: float) -> str:
    """Shake hands again, this time verified against the pinned certificate, and read a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=root_pem)
    async with _handshake(endpoint, context, timeout_s) as tls:
        certificate = tls.getpeercert() or {}
    names = [str(entry[1]) for entry in certificate.get("subjectAltName", ()) if entry[0] == "DNS"]
    if not names:
        raise Unreachable(
            translate("Trust", "The certificate of {0} carries no name; make the server's certificate anew.").format(endpoint)
        )
    return names[0]


def _presented(tls: ssl.SSLObject) -> tuple[bytes, ...]:
    # Python 3.13 has SSLObject.get_unverified_chain; before, only the object beneath has it.
    if hasattr(tls, "get_unverified_chain"):
        return tuple(tls.get_unverified_chain())
    beneath = getattr(tls, "_sslobj", None)
    chain = beneath.get_unverified_chain() if beneath is not None else None
    if chain:
        return tuple(ssl.PEM_cert_to_DER_cert(certificate.public_bytes()) for certificate in chain)
    leaf = tls.getpeercert(binary_form=True)
    return (leaf,) if leaf else ()


class _handshake:  # noqa: N801 (reads as a verb where it is used)
    """A TLS connection for the length of a `with` block."""

    def __init__(self, endpoint: Endpoint, context: ssl.SSLContext, timeout_s: float) -> None:
        self._endpoint = endpoint
        self._context = context
        self._timeout_s = timeout_s
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> ssl.SSLObject:
        self._context.set_alpn_protocols(["h2"])
        try:
            async with asyncio.timeout(self._timeout_s):
                host, port = self._endpoint.host, self._endpoint.port
                _, self._writer = await asyncio.open_connection(host, port, ssl=self._context, server_hostname="")
        except ssl.SSLCertVerificationError:
            raise
        except (OSError, TimeoutError) as error:
            raise Unreachable(translate("Trust", "{0} does not answer ({1}).").format(self._endpoint, _plain(error))) from error
        tls = self._writer.get_extra_info("ssl_object")
        if not isinstance(tls, ssl.SSLObject):
            raise Unreachable(translate("Trust", "{0} does not speak TLS.").format(self._endpoint))
        return tls

    async def __aexit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.transport.abort()


def _plain(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return translate("Trust", "timed out")
    if isinstance(error, ConnectionRefusedError):
        return translate("Trust", "connection refused")
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower() or translate(
        "Trust", "connection closed"
    )
