"""Domain values as response data."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency

from domain.shared.address import Address
from domain.shared.money import Money


@lru_cache(maxsize=20_000)
def _formatted(amount: int, currency: str, locale: str) -> str:
    money = Money.of(amount, currency)
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        parsed = Locale("en")
    # ISO digits, not CLDR's cash digits: the text must not hide minor units that are charged.
    digits = money.currency.minor_units
    pattern = f"{parsed.currency_formats['standard'].pattern.split(';')[0]}"
    pattern = pattern.replace("0.00", "0" + ("." + "0" * digits if digits else ""))
    return format_currency(money.to_decimal(), currency, format=pattern, locale=parsed, currency_digits=False)


def money_json(money: Money, locale: str = "en") -> dict[str, Any]:
    return {
        "amount": money.amount,
        "currency": money.currency.code,
        "formatted": _formatted(money.amount, money.currency.code, locale),
    }


def address_json(address: Address) -> dict[str, Any]:
    return {
        "name": address.name,
        "lines": list(address.lines),
        "city": address.city,
        "country": address.country,
        "postal_code": address.postal_code,
        "region": address.region,
        "company": address.company,
        "phone": address.phone,
    }


def instant(value: datetime) -> str:
    """ISO 8601 in UTC with Z."""
    return value.isoformat().replace("+00:00", "Z")
