"""The contract of links to accounts elsewhere, and of journeys to providers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from domain.identity.external.errors import IdentityTaken
from domain.identity.external.identity import ExternalIdentity
from domain.identity.external.pending import PendingSignIn, Purpose
from domain.shared.ids import AccountId, ExternalIdentityId
from tests.contract.conftest import BackendUnderTest
from tests.contract.test_second_factors import an_account


def link(backend: BackendUnderTest, account_id: AccountId, provider: str = "google", subject: str = "ada") -> None:
    identity = ExternalIdentity(ExternalIdentityId(backend.ids.new()), account_id, provider, subject, backend.clock.now())
    with backend.unit_of_work() as uow:
        uow.external_identities.add(identity)
        uow.commit()


def a_journey(backend: BackendUnderTest, account_id: AccountId | None = None) -> PendingSignIn:
    pending = PendingSignIn(
        state_digest="d" * 64,
        binding_digest="b" * 64,
        provider="google",
        purpose=Purpose.SIGN_IN if account_id is None else Purpose.LINK,
        audience="shop",
        redirect_uri="https://shop.example/back",
        locale=None,
        account_id=account_id,
        expires_at=backend.clock.now() + timedelta(minutes=10),
    )
    with backend.unit_of_work() as uow:
        uow.pending_sign_ins.add(pending)
        uow.commit()
    return pending


def test_a_link_is_found_by_provider_and_subject_together(backend: BackendUnderTest) -> None:
    ada = an_account(backend)
    link(backend, ada)
    with backend.unit_of_work() as uow:
        assert uow.external_identities.find_by_subject("google", "ada").account_id == ada
        assert uow.external_identities.find_by_subject("google", "eve") is None
        assert uow.external_identities.find_by_subject("github", "ada") is None


def test_the_links_of_an_account_come_in_the_order_of_their_providers(backend: BackendUnderTest) -> None:
    ada = an_account(backend)
    link(backend, ada, "google")
    link(backend, ada, "apple")
    link(backend, an_account(backend, "grace@example.com"), "google", "grace")
    with backend.unit_of_work() as uow:
        assert [identity.provider for identity in uow.external_identities.of(ada)] == ["apple", "google"]


def test_a_subject_opens_one_account(backend: BackendUnderTest) -> None:
    link(backend, an_account(backend))
    with pytest.raises(IdentityTaken) as refusal:
        link(backend, an_account(backend, "eve@example.com"))
    assert refusal.value.provider == "google"


def test_an_account_has_one_login_of_a_provider(backend: BackendUnderTest) -> None:
    ada = an_account(backend)
    link(backend, ada)
    with pytest.raises(IdentityTaken) as refusal:
        link(backend, ada, subject="another")
    assert refusal.value.provider == "google"


def test_a_subject_that_looks_like_a_list_does_not_get_into_the_refusal(backend: BackendUnderTest) -> None:
    link(backend, an_account(backend), subject="ada, of)=(Lovelace")
    with pytest.raises(IdentityTaken) as refusal:
        link(backend, an_account(backend, "eve@example.com"), subject="ada, of)=(Lovelace")
    assert refusal.value.provider == "google"


def test_of_two_who_link_one_login_at_once_one_gets_it_and_the_other_is_told_which(backend: BackendUnderTest) -> None:
    """Both have looked and found it free before either commits."""
    accounts = [an_account(backend), an_account(backend, "eve@example.com")]
    both_looked = Barrier(2, timeout=20)

    def try_to(account_id: AccountId) -> str:
        identity = ExternalIdentity(ExternalIdentityId(backend.ids.new()), account_id, "google", "shared", backend.clock.now())
        with backend.unit_of_work() as uow:
            assert uow.external_identities.find_by_subject("google", "shared") is None
            both_looked.wait()
            uow.external_identities.add(identity)
            try:
                uow.commit()
            except IdentityTaken as taken:
                return taken.provider
        return "linked"

    with ThreadPoolExecutor(2) as browsers:
        assert sorted(browsers.map(try_to, accounts)) == ["google", "linked"]
    with backend.unit_of_work() as uow:
        assert uow.external_identities.find_by_subject("google", "shared").account_id in accounts


def test_a_link_that_was_removed_opens_nothing(backend: BackendUnderTest) -> None:
    link(backend, an_account(backend))
    with backend.unit_of_work() as uow:
        uow.external_identities.remove(uow.external_identities.find_by_subject("google", "ada"))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.external_identities.find_by_subject("google", "ada") is None


@pytest.mark.parametrize("linking", [False, True])
def test_a_journey_comes_back_whole(backend: BackendUnderTest, linking: bool) -> None:
    pending = a_journey(backend, an_account(backend) if linking else None)
    with backend.unit_of_work() as uow:
        assert uow.pending_sign_ins.take(pending.state_digest) == pending


def test_of_many_who_come_back_at_once_one_is_let_through(backend: BackendUnderTest) -> None:
    pending = a_journey(backend)

    def take(_: int) -> bool:
        with backend.unit_of_work() as uow:
            taken = uow.pending_sign_ins.take(pending.state_digest)
            uow.commit()
        return taken is not None

    with ThreadPoolExecutor(8) as browsers:
        assert sum(browsers.map(take, range(8))) == 1


def test_journeys_that_never_came_back_are_purged(backend: BackendUnderTest) -> None:
    pending = a_journey(backend)
    with backend.unit_of_work() as uow:
        assert uow.pending_sign_ins.purge(pending.expires_at - timedelta(seconds=1), 10) == 0
        assert uow.pending_sign_ins.purge(pending.expires_at, 10) == 1
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.pending_sign_ins.take(pending.state_digest) is None
