"""The contract of privacy: consents, copies and erasures on every backend, by the same rules."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import orjson
import pytest

from adapters.privacy.archive import ZipArchives
from application.privacy.ports import Person
from domain.identity.accounts.account import Account
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure, ErasureState
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, ConsentId, DataExportId, ErasureId
from domain.shared.state_machine import IllegalTransition
from tests.contract.conftest import BackendUnderTest

ADA = "ada@example.com"


@pytest.fixture
def ada(backend: BackendUnderTest) -> AccountId:
    account = Account(AccountId(backend.ids.new()), ADA, backend.clock.now(), locale="en", first_name="Ada", last_name="Lovelace")
    add(backend, "accounts", account)
    return account.id


def add(backend: BackendUnderTest, repository: str, aggregate: Any) -> None:
    with backend.unit_of_work() as uow:
        getattr(uow, repository).add(aggregate)
        uow.commit()


def consent(backend: BackendUnderTest, purpose: str, **whose: Any) -> Consent:
    made = Consent(ConsentId(backend.ids.new()), purpose, "2026-01", "account", backend.clock.now(), **whose)
    add(backend, "consents", made)
    backend.clock.advance(timedelta(minutes=1))
    return made


def test_consents_are_kept_by_person_newest_first_and_withdrawn(backend: BackendUnderTest, ada: AccountId) -> None:
    consent(backend, "newsletter", account_id=ada)
    consent(backend, "profiling", account_id=ada)
    consent(backend, "newsletter", email="Guest@Example.com")
    with backend.unit_of_work() as uow:
        mine = uow.consents.of(Person(ada, frozenset()))
        mine[1].withdraw(backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        found = uow.consents.of(Person(ada, frozenset()))
        guests = uow.consents.of(Person(None, frozenset({"guest@example.com"})))
    assert [(each.purpose, each.withdrawn_at is None) for each in found] == [("profiling", True), ("newsletter", False)]
    assert [each.email for each in guests] == ["guest@example.com"]


def test_a_consent_names_its_words_and_its_person(backend: BackendUnderTest, ada: AccountId) -> None:
    with pytest.raises(InvalidValue):
        consent(backend, "News Letter", account_id=ada)
    with pytest.raises(InvalidValue):
        consent(backend, "newsletter")


def test_a_person_is_found_by_account_and_by_address(backend: BackendUnderTest, ada: AccountId) -> None:
    with backend.unit_of_work() as uow:
        data = uow.personal_data
        assert data.person(ada, None) == data.person(None, ADA.upper()) == Person(ada, frozenset({ADA}))
        assert data.person(None, "nobody@example.com") is None
        assert data.person(AccountId(backend.ids.new()), None) is None


def test_a_copy_holds_what_is_known_and_no_secret(backend: BackendUnderTest, ada: AccountId) -> None:
    with backend.unit_of_work() as uow:
        uow.accounts.get(ada).set_password("argon2-hash", backend.clock.now())
        uow.commit()
    consent(backend, "newsletter", account_id=ada)
    with backend.unit_of_work() as uow:
        person = uow.personal_data.person(ada, None)
        archive = ZipArchives().pack(uow.personal_data.export(person), backend.clock.now())
    with ZipFile(BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    assert orjson.loads(files["identity.json"])["accounts"][0]["first_name"] == "Ada"
    assert orjson.loads(files["privacy.json"])["consents"][0]["purpose"] == "newsletter"
    assert b"Lovelace" in files["index.html"]
    assert not any(b"argon2-hash" in content for content in files.values())


def test_an_erasure_takes_everything_of_one_person_and_nothing_of_another(backend: BackendUnderTest, ada: AccountId) -> None:
    consent(backend, "newsletter", account_id=ada)
    consent(backend, "newsletter", email="guest@example.com")
    with backend.unit_of_work() as uow:
        erased = uow.personal_data.erase(uow.personal_data.person(ada, None), backend.clock.now())
        uow.commit()
    assert (erased.rows["accounts"], erased.rows["consents"]) == (1, 1)
    with backend.unit_of_work() as uow:
        assert uow.personal_data.person(ada, None) is None
        assert uow.consents.of(Person(ada, frozenset({ADA}))) == []
        assert len(uow.consents.of(Person(None, frozenset({"guest@example.com"})))) == 1


def test_a_copy_is_at_hand_for_its_time(backend: BackendUnderTest, ada: AccountId) -> None:
    now = backend.clock.now()
    export = DataExport(DataExportId(backend.ids.new()), ada, now)
    add(backend, "data_exports", export)
    with backend.unit_of_work() as uow:
        uow.data_exports.get(export.id).deliver(b"zip", now, now + timedelta(hours=1))
        uow.commit()
    with backend.unit_of_work() as uow:
        [found] = uow.data_exports.of(ada)
        assert (found.at_hand(now), found.at_hand(now + timedelta(hours=1))) == (b"zip", None)


def test_a_wish_to_be_forgotten_waits_and_can_be_taken_back(backend: BackendUnderTest, ada: AccountId) -> None:
    now = backend.clock.now()
    add(backend, "erasures", Erasure(ErasureId(backend.ids.new()), ada, now, now + timedelta(days=14)))
    with backend.unit_of_work() as uow:
        assert uow.erasures.due(now, 10) == []
        [due] = uow.erasures.due(now + timedelta(days=14), 10)
        assert uow.erasures.due(now + timedelta(days=14), 10, frozenset({due.id})) == []
        assert due.id == uow.erasures.waiting_of(ada).id
        uow.erasures.get(due.id).cancel(now)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.erasures.waiting_of(ada) is None
        assert uow.erasures.get(due.id).state is ErasureState.CANCELLED
        with pytest.raises(IllegalTransition):
            uow.erasures.get(due.id).done(now)
