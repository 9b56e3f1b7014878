"""Long-lived tokens: what is kept of them, and who is let in with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.config.pair_changes import MOST_TOKENS, with_token, with_user, without_tokens, without_user
from twinhelm_node.config.pair_store import decode_document, encode_document
from twinhelm_node.domain.errors import NotFound, NotReady, Unauthenticated
from twinhelm_node.domain.pair import PairDocument, User, UserRole
from twinhelm_node.security.access_tokens import DAY_S, PREFIX, known_access_token, make_access_token
from twinhelm_node.security.session_tokens import LIFETIME_S, SessionTokens

ADA = User("ada", UserRole.ADMIN, "hash-1")
VERA = User("vera", UserRole.VIEWER, "hash-2")
PAIR = PairDocument("3f0c", "gemini", 1, users=(ADA, VERA))


def made(user="ada", days=2.0, now_ns=0):
    return make_access_token(user, lifetime_s=days * DAY_S, now_ns=now_ns)


KNOWN = made()


def test_the_document_holds_no_secret_and_both_servers_know_the_token():
    text, token = made()
    content = encode_document(with_token(PAIR, token))
    secret = text.removeprefix(f"{PREFIX}{token.id}-")
    assert len(secret) == 43
    assert secret.encode() not in content
    assert known_access_token(f" {text}\n", decode_document(content).tokens, 1) == token


def test_an_expired_a_revoked_and_a_foreign_token_are_refused():
    text, token = made(days=2)
    assert known_access_token(text, (token,), int(2 * DAY_S * 1e9) - 1) == token
    for known, now_ns, reason in (
        ((token,), int(2 * DAY_S * 1e9), "TOKEN_EXPIRED"),
        ((), 1, "WRONG_TOKEN"),
        ((made()[1],), 1, "WRONG_TOKEN"),
    ):
        with pytest.raises(Unauthenticated) as refused:
            known_access_token(text, known, now_ns)
        assert refused.value.reason == reason


@given(st.data())
def test_no_changed_token_is_accepted(data):
    text, token = KNOWN  # the same in every run of the property
    place = data.draw(st.integers(0, len(text) - 2))  # two bits of the last letter carry nothing
    letter = data.draw(st.characters(exclude_characters=text[place]))
    with pytest.raises(Unauthenticated):
        known_access_token(text[:place] + letter + text[place + 1 :], (token,), 1)


@pytest.mark.parametrize("text", ["", PREFIX, f"{PREFIX}abcd1234", f"{PREFIX}abcd1234-", f"{PREFIX}abcd1234-é", "password", "x" * 100_000])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(Unauthenticated) as refused:
        known_access_token(text, (made()[1],), 1)
    assert refused.value.reason == "WRONG_TOKEN"


def test_a_session_by_token_has_the_role_of_the_moment_and_ends_with_the_token():
    _, token = made()
    users, known = [ADA], [token]
    sessions = SessionTokens(b"k" * 32, lambda: users, lambda: known)
    session, expires_ns = sessions.issue_for(token, 0)
    assert expires_ns == LIFETIME_S * 10**9
    assert sessions.check(session, 1).role is UserRole.ADMIN
    users[0] = User("ada", UserRole.VIEWER, "another hash")
    assert sessions.check(session, 1).role is UserRole.VIEWER, "a new password leaves tokens as they are"
    known.clear()
    with pytest.raises(Unauthenticated) as revoked:
        sessions.check(session, 1)
    assert revoked.value.reason == "TOKEN_REVOKED"
    users.clear()
    with pytest.raises(Unauthenticated) as removed:
        sessions.check(session, 1)
    assert removed.value.reason == "USER_REMOVED"


def test_a_session_never_outlives_its_token():
    _, token = made(days=0.1)
    _, expires_ns = SessionTokens(b"k" * 32, lambda: [ADA], lambda: [token]).issue_for(token, 0)
    assert expires_ns == token.expires_ns


def test_tokens_go_with_their_user_and_do_not_come_back_with_the_name():
    pair = with_token(with_token(PAIR, made("ada")[1]), made("vera")[1])
    assert [one.user for one in without_user(pair, "vera").tokens] == ["ada"]
    assert [one.user for one in with_user(without_user(pair, "vera"), VERA).tokens] == ["ada"]


def test_one_is_revoked_or_all_of_a_user():
    first, second, other = made("ada")[1], made("ada")[1], made("vera")[1]
    pair = with_token(with_token(with_token(PAIR, first), second), other)
    assert without_tokens(pair, "ada", first.id).tokens == (second, other)
    assert without_tokens(pair, "ada").tokens == (other,)
    for user, token_id in (("ada", other.id), ("ada", "none"), ("hugo", "")):
        with pytest.raises(NotFound, match=f"{user} has no token") as unknown:
            without_tokens(pair, user, token_id)
        assert unknown.value.reason == "UNKNOWN_TOKEN"


def test_tokens_have_an_owner_and_a_limit_and_expired_ones_go():
    with pytest.raises(NotFound) as unknown:
        with_token(PAIR, made("hugo")[1])
    assert unknown.value.reason == "UNKNOWN_USER"
    pair = PAIR
    for _ in range(MOST_TOKENS):
        pair = with_token(pair, made(days=1)[1])
    with pytest.raises(NotReady) as many:
        with_token(pair, made()[1])
    assert many.value.reason == "TOO_MANY_TOKENS"
    later = made(now_ns=int(3 * DAY_S * 1e9))[1]
    assert with_token(pair, later).tokens == (later,)
