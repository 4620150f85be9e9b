"""What makes a password acceptable by itself."""

from __future__ import annotations

import pytest

from domain.identity.accounts.password import MAX_LENGTH, PasswordRefused, check_password, personal_words

ADA = personal_words("ada.lovelace@kontor.example", "Ada", "Lovelace")


def refused(password: str) -> str | None:
    try:
        check_password("password", password, ADA)
    except PasswordRefused as refusal:
        return refusal.rule
    return None


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("123456789", "too_short"),
        ("1234567890", None),
        ("x" * MAX_LENGTH, None),
        ("x" * (MAX_LENGTH + 1), "too_long"),
        ("my-Lovelace-42", "personal"),
        ("ADA.LOVELACE!!", "personal"),
        ("kontor rules ok", "personal"),
        ("adalovelace99", "personal"),
        ("nobody special", None),
        ("ada in wonderland", "personal"),
        ("4 x Ada, 9 x Bea", "personal"),
        ("canada goose 12", None),  # a short name is part of too many words
        ("my-Lóvelàce-42", "personal"),
        ("ёжик в тумане", None),
    ],
)
def test_length_and_person_are_what_counts(password: str, rule: str | None) -> None:
    assert refused(password) == rule


@pytest.mark.parametrize("password", ["only lower case letters", "ONLY UPPER CASE", "0293847561029", "          x"])
def test_there_are_no_rules_of_composition(password: str) -> None:
    assert refused(password) is None


def test_accents_hide_no_name() -> None:
    with pytest.raises(PasswordRefused):
        check_password("password", "jose und 77 mehr", personal_words("x@kontor.example", "José", ""))


def test_an_address_without_words_forbids_nothing() -> None:
    assert personal_words("a@b.co", "", "") == ()


def test_a_refusal_names_the_field_and_not_the_password() -> None:
    with pytest.raises(PasswordRefused, match=r"^new_password: must not contain") as refusal:
        check_password("new_password", "my-Lovelace-42", ADA)
    assert "42" not in str(refusal.value)
