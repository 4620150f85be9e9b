"""The contract of accounts and of what is asked and mailed for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.identity.accounts.account import Account, AccountState
from domain.identity.accounts.device import KnownDevice
from domain.identity.accounts.errors import AddressInUse
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.requests import EmailChange, LinkRequest, Registration, WantedLink
from domain.shared.errors import ConcurrencyConflict, EntityNotFound
from domain.shared.ids import AccountId, DeviceId, EmailChangeId, LinkRequestId, MailedSecretId, RegistrationId
from tests.contract.conftest import BackendUnderTest

LONG_AGO = timedelta(days=1)


def an_account(backend: BackendUnderTest, email: str = "Ada@example.com") -> Account:
    made = Account(
        AccountId(backend.ids.new()),
        email,
        backend.clock.now(),
        locale="de",
        password_hash="hash",
        first_name="Ada",
        last_name="Lovelace",
    )
    with backend.unit_of_work() as uow:
        uow.accounts.add(made)
        uow.commit()
    return made


def a_secret(backend: BackendUnderTest, account: Account, purpose: SecretPurpose = SecretPurpose.LOGIN_LINK) -> MailedSecretId:
    secret = MailedSecret(MailedSecretId(backend.ids.new()), purpose, backend.clock.now(), account_id=account.id)
    with backend.unit_of_work() as uow:
        uow.mailed_secrets.add(secret)
        uow.commit()
    return secret.id


def a_registration(backend: BackendUnderTest, email: str = "ada@example.com") -> RegistrationId:
    made = Registration(RegistrationId(backend.ids.new()), email, "hash", backend.clock.now(), locale="en")
    with backend.unit_of_work() as uow:
        uow.registrations.add(made)
        uow.commit()
    return made.id


def test_an_account_is_read_back_whole(backend: BackendUnderTest) -> None:
    account_id = an_account(backend).id
    with backend.unit_of_work() as uow:
        read = uow.accounts.get(account_id)
    assert (read.email, read.email_key, read.password_hash, read.state) == (
        "Ada@example.com",
        "ada@example.com",
        "hash",
        AccountState.ACTIVE,
    )
    assert (read.locale, read.first_name, read.last_name, read.version) == ("de", "Ada", "Lovelace", 1)


def test_an_account_is_found_by_its_address_in_any_case(backend: BackendUnderTest) -> None:
    account_id = an_account(backend).id
    with backend.unit_of_work() as uow:
        found = uow.accounts.find_by_email("ADA@EXAMPLE.COM")
        assert found is not None
        assert found.id == account_id
        assert uow.accounts.find_by_email("eve@example.com") is None


def test_an_address_belongs_to_one_account_in_any_case(backend: BackendUnderTest) -> None:
    an_account(backend)
    with pytest.raises(AddressInUse) as refusal:
        an_account(backend, "ADA@example.COM")
    assert "ada" not in str(refusal.value).lower()


def test_the_address_of_a_closed_account_is_free_again(backend: BackendUnderTest) -> None:
    first = an_account(backend)
    with backend.unit_of_work() as uow:
        uow.accounts.locked(first.id).close(backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.accounts.find_by_email(first.email) is None
    second = an_account(backend)
    with backend.unit_of_work() as uow:
        found = uow.accounts.find_by_email(first.email)
        assert found is not None
        assert found.id == second.id


def test_moving_to_an_address_of_another_account_is_refused(backend: BackendUnderTest) -> None:
    an_account(backend, "eve@example.com")
    ada = an_account(backend)
    with backend.unit_of_work() as uow:
        uow.accounts.locked(ada.id).move_to("EVE@example.com", EmailChangeId(backend.ids.new()), backend.clock.now())
        with pytest.raises(AddressInUse):
            uow.commit()


def test_locking_an_account_that_is_not_there_says_so(backend: BackendUnderTest) -> None:
    with backend.unit_of_work() as uow, pytest.raises(EntityNotFound):
        uow.accounts.locked(AccountId(backend.ids.new()))


def test_a_secret_is_used_once_by_the_first_of_two(backend: BackendUnderTest) -> None:
    secret_id = a_secret(backend, an_account(backend))
    with backend.unit_of_work() as first, backend.unit_of_work() as second:
        mine, theirs = first.mailed_secrets.find(secret_id), second.mailed_secrets.find(secret_id)
        mine.use(backend.clock.now())
        theirs.use(backend.clock.now())
        first.commit()
        with pytest.raises(ConcurrencyConflict):
            second.commit()
    with backend.unit_of_work() as uow:
        assert not uow.mailed_secrets.find(secret_id).is_usable(backend.clock.now())


def test_voided_secrets_are_gone_and_others_stay(backend: BackendUnderTest) -> None:
    ada, eve = an_account(backend), an_account(backend, "eve@example.com")
    voided, used = a_secret(backend, ada), a_secret(backend, ada)
    kept, foreign = a_secret(backend, ada, SecretPurpose.EXPORT), a_secret(backend, eve)
    with backend.unit_of_work() as uow:
        uow.mailed_secrets.find(used).use(backend.clock.now())
        uow.mailed_secrets.void(ada.id, {SecretPurpose.LOGIN_LINK, SecretPurpose.PASSWORD_RESET})
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [uow.mailed_secrets.find(key) is not None for key in (voided, used, kept, foreign)] == [False, False, True, True]


def test_the_newest_registration_of_an_address_is_found_in_any_case(backend: BackendUnderTest) -> None:
    a_registration(backend)
    newest = a_registration(backend, "ADA@example.com")
    a_registration(backend, "eve@example.com")
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        found = uow.registrations.newest("Ada@example.com", now - LONG_AGO)
        assert found is not None
        assert found.id == newest
        assert uow.registrations.newest("Ada@example.com", now) is None


def test_registrations_of_an_address_are_removed_together(backend: BackendUnderTest) -> None:
    mine, also_mine, foreign = (
        a_registration(backend),
        a_registration(backend, "ADA@example.com"),
        a_registration(backend, "eve@example.com"),
    )
    with backend.unit_of_work() as uow:
        uow.registrations.remove_all("ada@example.com")
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [uow.registrations.find(key) is not None for key in (mine, also_mine, foreign)] == [False, False, True]


def test_a_request_for_a_link_is_kept_until_it_is_removed(backend: BackendUnderTest) -> None:
    request = LinkRequest(LinkRequestId(backend.ids.new()), WantedLink.PASSWORD_RESET, "Ada@example.com", backend.clock.now())
    with backend.unit_of_work() as uow:
        uow.link_requests.add(request)
        uow.commit()
    with backend.unit_of_work() as uow:
        stored = uow.link_requests.find(request.id)
        assert (stored.wanted, stored.email_key) == (WantedLink.PASSWORD_RESET, "ada@example.com")
        uow.link_requests.remove(stored)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.link_requests.find(request.id) is None


def test_a_change_of_address_remembers_both(backend: BackendUnderTest) -> None:
    ada = an_account(backend)
    secret_id = MailedSecretId(backend.ids.new())
    change = EmailChange(EmailChangeId(backend.ids.new()), ada.id, ada.email, "new@example.com", secret_id, backend.clock.now())
    with backend.unit_of_work() as uow:
        uow.email_changes.add(change)
        uow.commit()
    with backend.unit_of_work() as uow:
        stored = uow.email_changes.get(change.id)
    assert (stored.former, stored.wanted, stored.confirmed_at) == (ada.email, "new@example.com", None)


def test_devices_are_known_by_account(backend: BackendUnderTest) -> None:
    ada, eve = an_account(backend), an_account(backend, "eve@example.com")
    with backend.unit_of_work() as uow:
        for account in (ada, eve):
            device = KnownDevice(DeviceId(backend.ids.new()), account.id, "Firefox on Linux", "192.0.2.0/24", backend.clock.now())
            uow.known_devices.add(device)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [(device.account_id, device.label) for device in uow.known_devices.of(ada.id)] == [(ada.id, "Firefox on Linux")]
