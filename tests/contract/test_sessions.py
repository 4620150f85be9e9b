"""The contract of sessions, signing keys and the revocation feed, and of opening and ending sessions on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.memory.sessions.revocations import MemoryRevocationFeed
from adapters.persistence.sessions.revocations import SqlRevocationFeed
from adapters.security.tokens.access_tokens import JwtAccessTokens
from adapters.security.tokens.key_making import EcKeyMaker
from adapters.security.tokens.key_ring import KeyRing
from adapters.security.tokens.refresh_tokens import DerivedRefreshTokens
from application.sessions.opening import IMPERSONATION, IssuedTokens, IssuingSessions
from application.sessions.ports import RevocationFeed
from application.sessions.signing import EnsureSigningKey, new_key
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.sessions.revocation import KEPT, RevocationKind
from domain.sessions.session import EndReason, Lifetimes
from domain.shared.errors import ConcurrencyConflict, Unauthenticated
from domain.shared.ids import AccountId, SessionId, SigningKeyId
from tests.contract.conftest import BackendUnderTest
from tests.support.people import with_account

SECRET = "s" * 32
DEVICE = Device("Firefox on Linux", "192.0.2.0/24")
LIFETIMES = Lifetimes(refresh=timedelta(days=7), session=timedelta(days=90), grace=timedelta(seconds=30))


def keys_of(backend: BackendUnderTest) -> list[Any]:
    with backend.unit_of_work() as uow:
        return list(uow.signing_keys.all())


@pytest.fixture
def tokens(backend: BackendUnderTest) -> JwtAccessTokens:
    maker = EcKeyMaker(SECRET)
    ensure = EnsureSigningKey(backend.unit_of_work, maker, backend.clock, backend.ids)
    return JwtAccessTokens(KeyRing(lambda: keys_of(backend), ensure, maker, backend.clock), "https://shop.example", timedelta(minutes=15))


@pytest.fixture
def sessions(backend: BackendUnderTest, tokens: JwtAccessTokens) -> IssuingSessions:
    return IssuingSessions(DerivedRefreshTokens(SECRET), tokens, LIFETIMES, backend.ids)


def somebody(backend: BackendUnderTest) -> AccountId:
    return with_account(backend, f"{backend.ids.new()}@example.com").require_account()


@pytest.fixture
def account(backend: BackendUnderTest) -> AccountId:
    return somebody(backend)


def feed_of(backend: BackendUnderTest) -> RevocationFeed:
    if backend.memory is not None:
        return MemoryRevocationFeed(backend.memory, backend.clock)
    assert backend.sql is not None
    return SqlRevocationFeed(backend.sql.engine, backend.clock)


def opened(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId, **options: Any) -> IssuedTokens:
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        issued = sessions.open(uow, account, Audience.SHOP, DEVICE, Proof(now, strong=False), now, **options)
        uow.commit()
    return issued


def test_an_opened_session_is_read_back_whole(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    issued = opened(backend, sessions, account)
    with backend.unit_of_work() as uow:
        session = uow.sessions.get(issued.session_id)
    assert (session.account_id, session.audience, session.device) == (account, Audience.SHOP, DEVICE)
    assert (session.methods, session.strong, session.ended_at, session.version) == (("pwd",), False, None, 1)
    assert session.expires_at == issued.refresh_expires_at == backend.clock.now() + timedelta(days=7)


def test_no_token_is_kept(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    issued = opened(backend, sessions, account)
    with backend.unit_of_work() as uow:
        kept = repr({name: value for name, value in vars(uow.sessions.get(issued.session_id)).items() if not name.startswith("_")})
    assert issued.refresh_token not in kept
    assert issued.refresh_token not in repr(issued)


def test_the_access_token_says_who_and_where(
    backend: BackendUnderTest, sessions: IssuingSessions, tokens: JwtAccessTokens, account: AccountId
) -> None:
    issued = opened(backend, sessions, account)
    claims = tokens.read(issued.access_token)
    assert (claims.account_id, claims.session_id, claims.audience) == (account, issued.session_id, Audience.SHOP)
    assert claims.expires_at == issued.access_expires_at == backend.clock.now() + timedelta(minutes=15)
    assert (claims.methods, claims.strong, claims.impersonator_id) == (("pwd",), False, None)


def test_acting_for_a_customer_is_short_and_says_so(
    backend: BackendUnderTest, sessions: IssuingSessions, tokens: JwtAccessTokens, account: AccountId
) -> None:
    staff = AccountId(backend.ids.new())
    issued = opened(backend, sessions, account, impersonator_id=staff)
    assert issued.refresh_expires_at == backend.clock.now() + IMPERSONATION
    assert tokens.read(issued.access_token).impersonator_id == staff


def test_open_sessions_are_listed_last_used_first(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    first = opened(backend, sessions, account)
    backend.clock.advance(timedelta(minutes=1))
    second = opened(backend, sessions, account)
    opened(backend, sessions, somebody(backend))
    with backend.unit_of_work() as uow:
        now = backend.clock.now()
        assert [session.id for session in uow.sessions.open_of(account, now)] == [second.session_id, first.session_id]
        assert uow.sessions.open_of(account, now + timedelta(days=7)) == []


def test_ending_all_but_one_leaves_that_one(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    kept, ended = opened(backend, sessions, account), opened(backend, sessions, account)
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        sessions.end_all(uow, account, now, EndReason.PASSWORD_CHANGED, but=kept.session_id)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [session.id for session in uow.sessions.open_of(account, now)] == [kept.session_id]
        assert uow.sessions.get(ended.session_id).end_reason is EndReason.PASSWORD_CHANGED
    assert [(each.kind, each.subject) for each in feed_of(backend).recent(whole=False)] == [(RevocationKind.SESSION, ended.session_id)]


def test_an_ended_session_ends_once(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    issued = opened(backend, sessions, account)
    for reason in (EndReason.SIGNED_OUT, EndReason.LOCKED):
        with backend.unit_of_work() as uow:
            sessions.end(uow, issued.session_id, backend.clock.now(), reason)
            uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.sessions.get(issued.session_id).end_reason is EndReason.SIGNED_OUT
    assert len(feed_of(backend).recent(whole=True)) == 1


def test_credentials_shown_again_strengthen_the_session(
    backend: BackendUnderTest, sessions: IssuingSessions, tokens: JwtAccessTokens, account: AccountId
) -> None:
    issued = opened(backend, sessions, account)
    backend.clock.advance(timedelta(hours=1))
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        access = sessions.strengthen(uow, issued.session_id, Proof(now, strong=True, methods=("otp",)), now)
        uow.commit()
    claims = tokens.read(access.text)
    assert (claims.strong, claims.methods, claims.signed_in_at) == (True, ("pwd", "otp", "mfa"), now.replace(microsecond=0))


def test_an_ended_session_is_not_strengthened(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    issued = opened(backend, sessions, account)
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        sessions.end(uow, issued.session_id, now, EndReason.SIGNED_OUT)
        uow.commit()
    with backend.unit_of_work() as uow, pytest.raises(Unauthenticated):
        sessions.strengthen(uow, issued.session_id, Proof(now, strong=True), now)


def test_without_commit_nothing_is_revoked(backend: BackendUnderTest, account: AccountId) -> None:
    with backend.unit_of_work() as uow:
        uow.revocations.add(RevocationKind.ACCOUNT, account, backend.clock.now())
    assert feed_of(backend).recent(whole=True) == []


def test_what_was_revoked_is_forgotten_when_it_has_expired_by_itself(backend: BackendUnderTest, account: AccountId) -> None:
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        uow.revocations.add(RevocationKind.ACCOUNT, account, now)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.revocations.purge(now + KEPT - timedelta(seconds=1), 10) == 0
        assert uow.revocations.purge(now + KEPT, 10) == 1
        uow.commit()
    assert feed_of(backend).recent(whole=False) == []


def test_nothing_is_left_of_somebody_who_was_erased(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    mine, theirs = opened(backend, sessions, account), opened(backend, sessions, somebody(backend))
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        sessions.end_all(uow, account, now, EndReason.ERASED)
        uow.sessions.erase(account)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.sessions.find(mine.session_id) is None
        assert uow.sessions.find(theirs.session_id) is not None
    assert [each.subject for each in feed_of(backend).recent(whole=True)] == [mine.session_id]


def test_two_changes_of_a_session_at_once_do_not_both_win(backend: BackendUnderTest, sessions: IssuingSessions, account: AccountId) -> None:
    session_id: SessionId = opened(backend, sessions, account).session_id
    now = backend.clock.now()
    with backend.unit_of_work() as first, backend.unit_of_work() as second:
        mine, theirs = first.sessions.get(session_id), second.sessions.get(session_id)
        mine.used(now + timedelta(seconds=1))
        theirs.end(EndReason.SIGNED_OUT, now)
        first.commit()
        with pytest.raises(ConcurrencyConflict):
            second.commit()


def test_signing_keys_are_kept_sealed_and_read_in_order(backend: BackendUnderTest) -> None:
    maker, now = EcKeyMaker(SECRET), backend.clock.now()
    made = [new_key(maker, SigningKeyId(backend.ids.new()), now, now) for _ in range(2)]
    with backend.unit_of_work() as uow:
        for key in made:
            uow.signing_keys.add(key)
        uow.commit()
    with backend.unit_of_work() as uow:
        found = uow.signing_keys.locked()
        assert [key.id for key in found] == [key.id for key in made]
        assert maker.opened(found[0]) is not None
        assert EcKeyMaker("another secret of thirty-two bytes").opened(found[0]) is None
        found[0].retire(now, now)
        uow.signing_keys.remove(found[1])
        uow.commit()
    assert [key.verifies(now) for key in keys_of(backend)] == [False]
