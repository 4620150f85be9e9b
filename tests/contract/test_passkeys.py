"""The contract of passkeys, and of questions that wait for a device."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.identity.passkeys.ceremony import Ceremony, CeremonyPurpose
from domain.identity.passkeys.errors import PasskeyTaken
from domain.identity.passkeys.events import PasskeyAdded, PasskeyRemoved
from domain.identity.passkeys.passkey import Passkey
from domain.shared.ids import AccountId, PasskeyId, SessionId
from tests.contract.conftest import BackendUnderTest
from tests.contract.test_second_factors import an_account
from tests.support.stored_events import stored_events


def a_passkey(backend: BackendUnderTest, account_id: AccountId, credential_id: str = "key", count: int = 0) -> PasskeyId:
    given = {"credential_id": credential_id, "public_key": "cose", "sign_count": count, "synced": True, "name": "My telephone"}
    passkey = Passkey(PasskeyId(backend.ids.new()), account_id, backend.clock.now(), **given)  # type: ignore[arg-type]  # as its fields are
    with backend.unit_of_work() as uow:
        uow.passkeys.add(passkey)
        uow.commit()
    return passkey.id


def a_ceremony(backend: BackendUnderTest, account_id: AccountId | None = None) -> Ceremony:
    session_id = None if account_id is None else SessionId(backend.ids.new())
    purpose = CeremonyPurpose.SHOW if account_id is None else CeremonyPurpose.ADD
    ceremony = Ceremony("d" * 64, purpose, account_id, session_id, backend.clock.now() + timedelta(minutes=5))
    with backend.unit_of_work() as uow:
        uow.passkey_ceremonies.add(ceremony)
        uow.commit()
    return ceremony


def test_a_passkey_is_read_back_whole(backend: BackendUnderTest) -> None:
    ada = an_account(backend)
    key = a_passkey(backend, ada)
    with backend.unit_of_work() as uow:
        read = uow.passkeys.find(key)
    assert (read.account_id, read.credential_id, read.public_key, read.sign_count) == (ada, "key", "cose", 0)
    assert (read.synced, read.name, read.last_used_at) == (True, "My telephone", None)


def test_passkeys_of_an_account_come_oldest_first(backend: BackendUnderTest) -> None:
    ada, eve = an_account(backend), an_account(backend, "eve@example.com")
    first = a_passkey(backend, ada, "first")
    backend.clock.advance(timedelta(seconds=1))
    second = a_passkey(backend, ada, "second")
    a_passkey(backend, eve, "hers")
    with backend.unit_of_work() as uow:
        assert [passkey.id for passkey in uow.passkeys.of(ada)] == [first, second]


def test_a_device_says_whose_it_is(backend: BackendUnderTest) -> None:
    ada = an_account(backend)
    key = a_passkey(backend, ada)
    with backend.unit_of_work() as uow:
        assert (uow.passkeys.owner_of("key"), uow.passkeys.locked_by_credential("key").id) == (ada, key)
        assert (uow.passkeys.owner_of("other"), uow.passkeys.locked_by_credential("other")) == (None, None)


def test_a_device_opens_one_account(backend: BackendUnderTest) -> None:
    a_passkey(backend, an_account(backend))
    with pytest.raises(PasskeyTaken):
        a_passkey(backend, an_account(backend, "eve@example.com"))


def test_a_count_is_used_once_however_many_show_it(backend: BackendUnderTest) -> None:
    a_passkey(backend, an_account(backend), count=4)

    def show(_: int) -> bool:
        with backend.unit_of_work() as uow:
            passkey = uow.passkeys.locked_by_credential("key")
            good: bool = passkey.sign_count < 5
            if good:
                passkey.used(5, backend.clock.now())
            uow.commit()
        return good

    with ThreadPoolExecutor(8) as copies:
        assert sum(copies.map(show, range(8))) == 1


def test_one_that_was_removed_opens_nothing_and_it_is_told(backend: BackendUnderTest) -> None:
    key = a_passkey(backend, an_account(backend))
    with backend.unit_of_work() as uow:
        passkey = uow.passkeys.find(key)
        passkey.removed(backend.clock.now())
        uow.passkeys.remove(passkey)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.passkeys.locked_by_credential("key") is None
    told = [type(event) for event in stored_events(backend) if isinstance(event, PasskeyAdded | PasskeyRemoved)]
    assert told == [PasskeyAdded, PasskeyRemoved]


@pytest.mark.parametrize("adding", [False, True])
def test_a_question_comes_back_whole(backend: BackendUnderTest, adding: bool) -> None:
    ceremony = a_ceremony(backend, an_account(backend) if adding else None)
    with backend.unit_of_work() as uow:
        assert uow.passkey_ceremonies.take(ceremony.token_digest) == ceremony


def test_of_many_answers_at_once_one_counts(backend: BackendUnderTest) -> None:
    ceremony = a_ceremony(backend)

    def take(_: int) -> bool:
        with backend.unit_of_work() as uow:
            taken = uow.passkey_ceremonies.take(ceremony.token_digest)
            uow.commit()
        return taken is not None

    with ThreadPoolExecutor(8) as browsers:
        assert sum(browsers.map(take, range(8))) == 1


def test_questions_without_an_answer_are_purged(backend: BackendUnderTest) -> None:
    ceremony = a_ceremony(backend)
    with backend.unit_of_work() as uow:
        assert uow.passkey_ceremonies.purge(ceremony.expires_at - timedelta(seconds=1), 10) == 0
        assert uow.passkey_ceremonies.purge(ceremony.expires_at, 10) == 1
        uow.commit()
