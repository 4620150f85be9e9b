"""Amounts read as Babel writes them, in many locales."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency

from adapters.money_text import money_text

LOCALES = ("en", "de", "fr", "es", "it", "pt", "pl", "ja", "hi", "sv", "da", "nl", "cs", "tr", "ru", "de_CH", "en_IN")
AMOUNTS = (0, 7, 99, 100, 123_456, 1_234_567_890, 987_654_321_012)


@pytest.mark.parametrize("locale", LOCALES)
def test_amounts_read_as_in_the_country(locale: str) -> None:
    for amount in AMOUNTS:
        expected = format_currency(Decimal(amount) / 100, "EUR", locale=locale, currency_digits=True)
        assert money_text(amount, "EUR", locale) == expected


@pytest.mark.parametrize(("currency", "text"), [("JPY", "¥1,999"), ("EUR", "€19.99"), ("KWD", "KWD1.999")])
def test_minor_units_are_the_currencys_own(currency: str, text: str) -> None:
    assert money_text(1999, currency, "en") == text


def test_a_negative_amount_has_its_sign() -> None:
    assert money_text(-1999, "EUR", "en") == "-€19.99"


def test_an_unknown_locale_reads_like_english() -> None:
    assert money_text(1999, "EUR", "xx-unknown") == "€19.99"
