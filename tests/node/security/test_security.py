"""Passwords, sessions, throttle, certificates, the audit log: what holds and what does not."""

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from twinhelm_node.domain.errors import AlreadyExists, DataError, InvalidInput, NotFound, Unauthenticated
from twinhelm_node.domain.pair import User, UserRole
from twinhelm_node.security.audit_log import AuditEntry, AuditLog
from twinhelm_node.security.certificates import (
    create_authority,
    create_request,
    fingerprint,
    pair_target,
    parse_fingerprint,
    sign_request,
)
from twinhelm_node.security.join_token import JoinToken, JoinTokens, parse_join_token
from twinhelm_node.security.passwords import hash_password, verify_password
from twinhelm_node.security.session_tokens import LIFETIME_S, SessionTokens
from twinhelm_node.security.store import SecurityStore
from twinhelm_node.security.throttle import LONGEST_WAIT_S, REMEMBERED, SignInThrottle

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADA = User("ada", UserRole.ADMIN, "hash-1")


def test_a_password_is_hashed_with_argon2id_and_verified():
    hashed = hash_password("correct horse")
    assert hashed.startswith("$argon2id$")
    assert verify_password(hashed, "correct horse")
    assert not verify_password(hashed, "correct hors")
    assert not verify_password(None, "a password that nobody has")
    assert not verify_password("damaged", "correct horse")
    for wrong in ("short", "x" * 2000):
        with pytest.raises(InvalidInput, match="choose 8 to 1024"):
            hash_password(wrong)


def test_a_session_lasts_twelve_hours_and_has_the_role_of_the_moment():
    users = [ADA]
    tokens = SessionTokens(b"k" * 32, lambda: users)
    token, expires_ns = tokens.issue(ADA, 0)
    assert expires_ns == LIFETIME_S * 10**9 == 12 * 3600 * 10**9
    assert tokens.check(token, expires_ns - 1).role is UserRole.ADMIN
    users[0] = User("ada", UserRole.VIEWER, "hash-1")
    assert tokens.check(token, 1).role is UserRole.VIEWER
    assert SessionTokens(b"k" * 32, lambda: users).check(token, 1).user == "ada", "the other server of the pair accepts it"
    for moment, change, reason in (
        (expires_ns, users, "TOKEN_EXPIRED"),
        (1, [User("ada", UserRole.ADMIN, "hash-2")], "TOKEN_EXPIRED"),
        (1, [], "USER_REMOVED"),
    ):
        users = change
        with pytest.raises(Unauthenticated) as caught:
            tokens.check(token, moment)
        assert caught.value.reason == reason


@settings(max_examples=300)
@given(st.data())
def test_no_changed_token_is_accepted(data):
    tokens = SessionTokens(b"k" * 32, lambda: [ADA])
    token, _ = tokens.issue(ADA, 0)
    position = data.draw(st.integers(0, len(token) - 1))
    replacement = data.draw(st.text(max_size=3))
    changed = token[:position] + replacement + token[position + 1 :]
    if changed == token:
        return
    with pytest.raises(Unauthenticated):
        tokens.check(changed, 1)


def test_a_token_without_shape_is_refused():
    tokens = SessionTokens(b"k" * 32, lambda: [ADA])
    for text in ("", ".", "a.b", "é.é", "x" * 5000, "AAAA.AAAA"):
        with pytest.raises(Unauthenticated):
            tokens.check(text, 0)


def test_waits_double_and_end():
    throttle = SignInThrottle()
    waits = []
    now = 0.0
    for _ in range(20):
        throttle.failed("ada", now)
        waits.append(throttle.wait_s("ada", now))
        now += waits[-1]
    assert waits[:8] == [0, 0, 0, 0, 1, 2, 4, 8]
    assert max(waits) == LONGEST_WAIT_S
    assert throttle.wait_s("ada", now) == 0
    assert throttle.wait_s("vera", 0.0) == 0
    throttle.succeeded("ada")
    throttle.failed("ada", now)
    assert throttle.wait_s("ada", now) == 0


def test_guessing_with_many_names_fills_no_memory():
    throttle = SignInThrottle()
    for number in range(REMEMBERED + 500):
        throttle.failed(f"name {number}", float(number))
    assert len(throttle._tries) == REMEMBERED


def test_certificates_name_the_pair_the_server_and_its_addresses_and_nothing_from_the_request():
    authority = create_authority("3f0c", NOW)
    _, request = create_request("anything")
    pem = sign_request(
        authority, request, pair_id="3f0c", server_name="castor", addresses=["10.99.0.1", "10.20.0.10/24", "fd20::10/64"], now=NOW
    )
    certificate = x509.load_pem_x509_certificate(pem)
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority.certificate))
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["3f0c.twinhelm", "castor"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["10.99.0.1", "10.20.0.10", "fd20::10"]
    assert b"anything" not in pem
    assert certificate.not_valid_after_utc - NOW > timedelta(days=3600)
    assert pair_target(pem) == "3f0c.twinhelm"
    with pytest.raises(DataError):
        pair_target(authority.certificate)


def test_openssl_agrees(tmp_path):
    credentials = SecurityStore(tmp_path / "s").initialise_primary(
        pair_id="3f0c", server_name="castor", addresses=["10.99.0.1"], now=datetime.now(UTC)
    )
    (tmp_path / "chain").write_bytes(credentials.certificate_chain)
    command = [
        "openssl",
        "verify",
        "-x509_strict",
        "-verify_hostname",
        "3f0c.twinhelm",
        "-CAfile",
        str(tmp_path / "s/authority.pem"),
        str(tmp_path / "chain"),
    ]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout.endswith(": OK\n")


def test_a_fingerprint_is_read_as_people_write_it():
    digits = fingerprint(create_authority("3f0c", NOW).certificate)
    pairs = ":".join(digits[index : index + 2].upper() for index in range(0, 64, 2))
    assert parse_fingerprint(f" SHA256:{pairs}\n") == digits
    for wrong in ("", digits[:-1], digits + "0", "g" * 64):
        with pytest.raises(InvalidInput):
            parse_fingerprint(wrong)


def test_the_store_is_private_and_made_once(tmp_path):
    store = SecurityStore(tmp_path / "security")
    with pytest.raises(NotFound, match="pair init"):
        store.credentials()
    credentials = store.initialise_primary(pair_id="3f0c", server_name="castor", addresses=[], now=NOW)
    assert store.credentials() == credentials
    assert credentials.private_key.decode() not in repr(credentials)
    assert {path.stat().st_mode & 0o777 for path in store.directory.iterdir()} == {0o600}
    with pytest.raises(AlreadyExists, match="already holds the keys"):
        store.initialise_primary(pair_id="3f0c", server_name="castor", addresses=[], now=NOW)
    store._authority_key.unlink()
    with pytest.raises(NotFound, match="run the command on the primary"):
        store.authority()


@given(st.binary(min_size=32, max_size=32), st.lists(st.text(min_size=1, max_size=40), max_size=4))
def test_a_join_token_survives_being_copied(secret, addresses):
    token = JoinToken("0123456789abcdef", secret, tuple(addresses), "ab" * 32)
    assert parse_join_token(token.text()) == token
    assert secret.hex() not in repr(token)


def test_a_damaged_token_file_says_what_to_do(tmp_path):
    (tmp_path / "tokens.json").write_text("{")
    with pytest.raises(DataError, match="remove it"):
        JoinTokens(tmp_path / "tokens.json").outstanding(0)


def test_the_audit_log_is_private_bounded_and_cuts_long_texts(tmp_path):
    audit = AuditLog(tmp_path / "audit.jsonl", limit_bytes=20_000)
    for number in range(100):
        audit.write(AuditEntry(number, "ada" * 1000, "ipv4:1.2.3.4:5", "/M", "done", request={"path": "x" * 10_000}))
    audit.close()
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text().splitlines()]
    assert lines[-1]["at_ns"] == 99
    assert len(lines[-1]["request"]["path"]) == 500
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 40_000
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
