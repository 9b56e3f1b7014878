"""Trusting exactly one authority: the certificate whose SHA-256 fingerprint somebody trustworthy handed over.

A server shows its own certificate and the pair's authority. The one with the pinned fingerprint becomes the only root of the
connection that follows; the pair's name is then checked by TLS itself. Pinning the authority (what Twinhelm prints) holds for
both servers of a pair and so survives a failover; pinning one server's own certificate works too.
"""

import socket
import ssl
from dataclasses import dataclass

from twinhelm_node.domain.errors import Unauthenticated, Unreachable
from twinhelm_node.security.certificates import fingerprint, pair_target, parse_fingerprint


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a channel to a pinned server needs."""

    root_pem: bytes
    target_name: str


def fetch_pinned(host: str, port: int, wanted_fingerprint: str, timeout_s: float = 5.0) -> Pinned:
    """Ask a server for its certificates and keep the pinned one; nothing is sent before it has been found."""
    wanted = parse_fingerprint(wanted_fingerprint)
    chain = _chain(host, port, timeout_s)
    for certificate in chain:
        if fingerprint(certificate) == wanted:
            return Pinned(ssl.DER_cert_to_PEM_cert(certificate).encode(), pair_target(chain[0]))
    raise Unauthenticated(
        f"{host}:{port} shows another fingerprint than the pinned one; do not go on before you know why "
        "(compare with 'twinhelm pair fingerprint' on the server)",
        "WRONG_FINGERPRINT",
    )


def _chain(host: str, port: int, timeout_s: float) -> list[bytes]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Nothing is trusted here: the chain is only looked at, and compared with the pin by the caller.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        with socket.create_connection((host, port), timeout_s) as plain, context.wrap_socket(plain) as secured:
            # WORKAROUND https://github.com/python/cpython/issues/62433: public only since Python 3.13.
            public = getattr(secured, "get_unverified_chain", None)
            if public is not None:
                return [bytes(certificate) for certificate in public()]
            return [certificate.public_bytes(2) for certificate in secured._sslobj.get_unverified_chain()]  # type: ignore[attr-defined]  # noqa: SLF001
    except (OSError, ssl.SSLError) as error:
        raise Unreachable(f"{host}:{port} does not answer ({error}); check the address, and that twinhelm-control runs there") from error
