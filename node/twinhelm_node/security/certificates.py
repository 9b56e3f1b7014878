"""The pair's own certificate authority and the certificates of its two servers (ECDSA P-256, `cryptography`).

A pair trusts nobody but its own authority, so every certificate it signed is a server of this pair. Callers check the name
"<pair id>.twinhelm", which both servers carry, because addresses move between them.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from twinhelm_node.domain.errors import DataError, InvalidInput

AUTHORITY_LIFETIME = timedelta(days=365 * 25)
SERVER_LIFETIME = timedelta(days=365 * 10)
CLOCK_TOLERANCE = timedelta(days=1)
TARGET_SUFFIX = ".twinhelm"


@dataclass(frozen=True, slots=True)
class Authority:
    """The pair's CA: certificate and private key, both PEM. The key exists on the primary only."""

    certificate: bytes
    key: bytes


def target_name(pair_id: str) -> str:
    """Return the DNS name that every certificate of the pair carries."""
    return pair_id + TARGET_SUFFIX


def create_authority(pair_id: str, now: datetime) -> Authority:
    """Make a new self-signed authority for a pair. `now` is timezone-aware."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Twinhelm pair {pair_id}"[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_TOLERANCE)
        .not_valid_after(now + AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate.public_bytes(serialization.Encoding.PEM), _key_pem(key))


def create_request(server_name: str) -> tuple[bytes, bytes]:
    """Make a private key and a certificate request for it; returns (key, request), both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, server_name)]))
        .sign(key, hashes.SHA256())
    )
    return _key_pem(key), request.public_bytes(serialization.Encoding.PEM)


def sign_request(
    authority: Authority, request_pem: bytes, *, pair_id: str, server_name: str, addresses: Sequence[str], now: datetime
) -> bytes:
    """Return a server certificate (PEM) for the key in the request.

    Only the key is taken from the request: names and addresses are what the signing server knows, so that a token cannot
    be used to obtain a certificate for something else.
    """
    try:
        request = x509.load_pem_x509_csr(request_pem)
        key = request.public_key()
        proven = request.is_signature_valid
    except (ValueError, InvalidSignature) as error:
        raise InvalidInput(f"the certificate request cannot be read ({error}); repeat 'twinhelm pair join'", "BAD_REQUEST") from error
    if not proven or not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise InvalidInput("the certificate request is not signed by an ECDSA P-256 key; repeat 'twinhelm pair join'", "BAD_REQUEST")
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    names: list[x509.GeneralName] = [x509.DNSName(target_name(pair_id)), x509.DNSName(server_name)]
    names += [x509.IPAddress(ipaddress.ip_interface(address).ip) for address in dict.fromkeys(addresses)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, server_name)]))
        .issuer_name(issuer.subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_TOLERANCE)
        .not_valid_after(min(now + SERVER_LIFETIME, issuer.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_authority_public_key(issuer)), critical=False)
        .sign(_authority_key(authority), hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 fingerprint of a certificate (PEM or DER) as 64 lower-case hex digits."""
    load = x509.load_pem_x509_certificate if certificate.lstrip().startswith(b"-----") else x509.load_der_x509_certificate
    return load(certificate).fingerprint(hashes.SHA256()).hex()


def parse_fingerprint(text: str) -> str:
    """Accept a fingerprint as people write it (colons, spaces, capitals, "SHA256:") and return 64 hex digits."""
    digits = text.strip().lower().removeprefix("sha256:").replace(":", "").replace(" ", "")
    if len(digits) != 64 or any(digit not in "0123456789abcdef" for digit in digits):
        raise InvalidInput("the fingerprint is not a SHA-256 of 64 hex digits; copy it from 'twinhelm pair fingerprint'", "BAD_FINGERPRINT")
    return digits


def pair_target(certificate: bytes) -> str:
    """Return the pair's name out of a server certificate (PEM or DER); raises DataError if it is none of a pair."""
    load = x509.load_pem_x509_certificate if certificate.lstrip().startswith(b"-----") else x509.load_der_x509_certificate
    try:
        names = load(certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
    except (ValueError, x509.ExtensionNotFound) as error:
        raise DataError(f"the certificate is not one of a Twinhelm pair: {error}", "OTHER_PAIR") from error
    for name in names:
        if name.endswith(TARGET_SUFFIX):
            return str(name)
    raise DataError("the certificate is not one of a Twinhelm pair", "OTHER_PAIR")


def _authority_key(authority: Authority) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(authority.key, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise DataError("authority.key does not hold an ECDSA key; restore it from a backup of the primary")
    return key


def _authority_public_key(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise DataError("authority.pem does not hold an ECDSA certificate; restore it from a backup")
    return key


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
