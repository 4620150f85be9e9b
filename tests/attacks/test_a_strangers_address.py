"""E-mail takeover: an account must not come to hold an address by a password that the address's owner never chose."""

from __future__ import annotations

import pytest

from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.register import Register
from domain.identity.accounts.errors import InvalidCredentials
from domain.identity.accounts.password import WrongPassword
from tests.support.accounts import ADA, PASSWORD, PeopleUnderTest

EVES_CHOICE = "gelbe gurke 19"


def test_without_the_mailed_link_a_strangers_address_stays_nobodys(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=EVES_CHOICE))
    with pytest.raises(InvalidCredentials):
        people.sign_in(ADA, EVES_CHOICE)


def test_a_link_opened_by_mistake_lets_nobody_else_in(people: PeopleUnderTest) -> None:
    """Eve fills in the form with Ada's address and a password of her own; Ada opens the link that she did not ask for."""
    people.app.accounts.register(Register(email=ADA, password=EVES_CHOICE))
    with pytest.raises(WrongPassword):
        people.app.accounts.confirm_email(ConfirmEmail(token=people.token(ADA), password=PASSWORD))
    with pytest.raises(InvalidCredentials):
        people.sign_in(ADA, EVES_CHOICE)
