"""Guests agree by a form, confirm by one mailed link, and take it back by another."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from application.privacy.erasures import ErasePerson
from application.privacy.guest_consents import AskGuestConsent, ConfirmGuestConsent, WithdrawGuestConsent
from application.privacy.retention import ApplyRetention
from application.shared.actor import SYSTEM
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.privacy.consent import Consent
from domain.shared.errors import InvalidValue
from tests.support.accounts import PeopleUnderTest

EVE = "eve@example.com"


def ask(people: PeopleUnderTest, email: str = EVE, locale: str = "en", words: str = "2026-01") -> None:
    command = AskGuestConsent(email=email, purpose="newsletter", text_version=words, source="footer", locale=locale)
    people.app.privacy.ask_guest_consent(command)


def consents(people: PeopleUnderTest) -> list[Consent]:
    return people.database.committed("consents")


def confirmed(people: PeopleUnderTest) -> str:
    """Asked and confirmed; the token that takes it back."""
    ask(people)
    people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(people.token(EVE)))
    return people.token(EVE)


def test_a_consent_counts_once_the_owner_of_the_address_confirmed(people: PeopleUnderTest) -> None:
    ask(people, "Eve@Example.com")
    assert [each.holds for each in consents(people)] == [False]
    token = people.token(EVE)
    for _ in range(2):
        people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(token))
    assert [each.holds for each in consents(people)] == [True]
    assert len(people.mailbox(EVE)) == 2, "asked to confirm, and told how to take it back"


def test_the_link_of_the_second_mail_takes_everything_for_the_purpose_back(people: PeopleUnderTest) -> None:
    token = confirmed(people)
    ask(people, words="2026-02")
    people.clock.advance(timedelta(days=1000))
    people.app.privacy.withdraw_guest_consent(WithdrawGuestConsent(token))
    assert [each.holds for each in consents(people)] == [False, False]


def test_no_link_serves_for_anything_else(people: PeopleUnderTest) -> None:
    ask(people)
    asked = people.token(EVE)
    with pytest.raises(LinkNoLongerValid):
        people.app.privacy.withdraw_guest_consent(WithdrawGuestConsent(asked))
    people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(asked))
    with pytest.raises(LinkNoLongerValid):
        people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(people.token(EVE)))
    with pytest.raises(LinkNoLongerValid):
        people.app.privacy.confirm_guest_consent(ConfirmGuestConsent("x" * 64))


def test_a_link_that_nobody_opened_for_a_day_is_worth_nothing(people: PeopleUnderTest) -> None:
    ask(people)
    token = people.token(EVE)
    people.clock.advance(timedelta(hours=24))
    with pytest.raises(LinkNoLongerValid):
        people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(token))
    people.clock.advance(timedelta(hours=24))
    people.app.privacy.apply_retention(ApplyRetention())
    assert consents(people) == []


def test_nobody_agrees_anew_by_an_old_link_after_taking_it_back(people: PeopleUnderTest) -> None:
    ask(people)
    asked = people.token(EVE)
    people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(asked))
    people.app.privacy.withdraw_guest_consent(WithdrawGuestConsent(people.token(EVE)))
    with pytest.raises(LinkNoLongerValid):
        people.app.privacy.confirm_guest_consent(ConfirmGuestConsent(asked))


def test_links_of_somebody_who_was_forgotten_lead_nowhere(people: PeopleUnderTest) -> None:
    token = confirmed(people)
    people.app.privacy.erase_person(ErasePerson(actor=SYSTEM, email=EVE))
    with pytest.raises(LinkNoLongerValid):
        people.app.privacy.withdraw_guest_consent(WithdrawGuestConsent(token))


def test_an_address_is_not_flooded_and_nobody_is_told(people: PeopleUnderTest) -> None:
    for _ in range(20):
        ask(people)
    assert 0 < len(people.mailbox(EVE)) < 20


def test_known_and_unknown_addresses_get_the_same_mail(people: PeopleUnderTest) -> None:
    people.registered()
    ask(people, "ada@example.com")
    ask(people)
    assert people.mailbox("ada@example.com")[-1] == people.mailbox(EVE)[-1]


def test_the_mail_is_in_the_guests_language_and_leads_to_the_shop(people: PeopleUnderTest) -> None:
    ask(people, locale="de-AT")
    assert "Ja, ich willige ein" in people.last_mail(EVE)
    assert re.search(r"/consents/confirm#token=", people.last_mail(EVE))


def test_an_address_that_is_none_is_refused_without_being_repeated(people: PeopleUnderTest) -> None:
    with pytest.raises(InvalidValue) as refusal:
        ask(people, "nonsense-eve")
    assert refusal.value.field == "email"
    assert "nonsense" not in str(refusal.value)
