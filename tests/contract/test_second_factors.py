"""The contract of second factors and of sign-ins that wait for one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.identity.accounts.account import Account
from domain.identity.second_factor.challenge import CHALLENGE_LASTS, SignInChallenge
from domain.identity.second_factor.events import RecoveryCodeUsed, SecondFactorEnabled
from domain.identity.second_factor.second_factor import SecondFactor
from domain.shared.ids import AccountId, SignInChallengeId
from tests.contract.conftest import BackendUnderTest
from tests.support.stored_events import stored_events


def an_account(backend: BackendUnderTest, email: str = "ada@example.com") -> AccountId:
    account = Account(AccountId(backend.ids.new()), email, backend.clock.now(), locale="en")
    with backend.unit_of_work() as uow:
        uow.accounts.add(account)
        uow.commit()
    return account.id


def enabled(backend: BackendUnderTest) -> AccountId:
    account_id, now = an_account(backend), backend.clock.now()
    factor = SecondFactor(account_id, "sealed", now)
    factor.confirm(100, ("one", "two"), now)
    with backend.unit_of_work() as uow:
        uow.second_factors.add(factor)
        uow.commit()
    return account_id


def a_challenge(backend: BackendUnderTest, account_id: AccountId, digest: str = "d" * 64) -> SignInChallengeId:
    challenge = SignInChallenge(
        SignInChallengeId(backend.ids.new()),
        digest,
        account_id,
        backend.clock.now(),
        audience="shop",
        method="pwd",
        user_agent="Firefox",
        network="192.0.2.0/24",
    )
    with backend.unit_of_work() as uow:
        uow.sign_in_challenges.add(challenge)
        uow.commit()
    return challenge.id


def test_a_second_factor_is_read_back_whole(backend: BackendUnderTest) -> None:
    account_id = enabled(backend)
    with backend.unit_of_work() as uow:
        read = uow.second_factors.find(account_id)
    assert (read.id, read.sealed_secret, read.last_step, read.codes_left, read.enabled) == (account_id, "sealed", 100, 2, True)
    assert (read.begun_at, read.wrong_codes, read.patient_until) == (backend.clock.now(), 0, None)


def test_an_account_without_one_has_none(backend: BackendUnderTest) -> None:
    with backend.unit_of_work() as uow:
        assert uow.second_factors.find(an_account(backend)) is None
        assert uow.second_factors.locked(AccountId(backend.ids.new())) is None


def test_what_happened_to_it_is_told(backend: BackendUnderTest) -> None:
    account_id = enabled(backend)
    with backend.unit_of_work() as uow:
        factor = uow.second_factors.locked(account_id)
        assert factor.accept_recovery_code("two", backend.clock.now())
        uow.commit()
    told = [event for event in stored_events(backend) if isinstance(event, SecondFactorEnabled | RecoveryCodeUsed)]
    assert [type(event) for event in told] == [SecondFactorEnabled, RecoveryCodeUsed]


def test_of_many_who_show_one_code_at_once_one_gets_in(backend: BackendUnderTest) -> None:
    account_id, now = enabled(backend), backend.clock.now()

    def show(_: int) -> bool:
        with backend.unit_of_work() as uow:
            accepted: bool = uow.second_factors.locked(account_id).accept_step(101, now)
            uow.commit()
        return accepted

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(show, range(8))) == 1


def test_one_that_was_removed_is_gone(backend: BackendUnderTest) -> None:
    account_id = enabled(backend)
    with backend.unit_of_work() as uow:
        uow.second_factors.remove(uow.second_factors.locked(account_id))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.second_factors.find(account_id) is None


def test_a_challenge_is_found_by_its_digest_alone(backend: BackendUnderTest) -> None:
    account_id = an_account(backend)
    challenge_id = a_challenge(backend, account_id)
    with backend.unit_of_work() as uow:
        found = uow.sign_in_challenges.locked("d" * 64)
        assert (found.id, found.account_id, found.audience, found.user_agent, found.network) == (
            challenge_id,
            account_id,
            "shop",
            "Firefox",
            "192.0.2.0/24",
        )
        assert uow.sign_in_challenges.locked("e" * 64) is None


def test_wrong_codes_of_a_challenge_are_counted(backend: BackendUnderTest) -> None:
    a_challenge(backend, an_account(backend))
    for _ in range(2):
        with backend.unit_of_work() as uow:
            uow.sign_in_challenges.locked("d" * 64).failed(backend.clock.now())
            uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.sign_in_challenges.locked("d" * 64).wrong_codes == 2


@pytest.mark.parametrize(("after", "gone"), [(CHALLENGE_LASTS - timedelta(seconds=1), 0), (CHALLENGE_LASTS, 1)])
def test_expired_challenges_are_purged(backend: BackendUnderTest, after: timedelta, gone: int) -> None:
    a_challenge(backend, an_account(backend))
    with backend.unit_of_work() as uow:
        assert uow.sign_in_challenges.purge(backend.clock.now() + after, 10) == gone
        uow.commit()
