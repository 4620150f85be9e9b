"""The text of a cell as a typed value; a refusal says what would be right."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache

from domain.catalog.publication import ProductStatus
from domain.shared.currency import Currency
from domain.shared.money import Money

TRUE = frozenset({"true", "t", "yes", "y", "1", "x"})
FALSE = frozenset({"false", "f", "no", "n", "0"})
_STATUSES = {status.value: status for status in ProductStatus}
_BOOLEANS = dict.fromkeys(TRUE, True) | dict.fromkeys(FALSE, False)
MAX_QUANTITY = 1_000_000_000
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


class Measure(Enum):
    """What is measured, and how many base units (grams, millimetres) a unit is."""

    GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "lb": Decimal("453.59237"), "oz": Decimal("28.349523125")}
    MILLIMETRES = {"mm": Decimal(1), "cm": Decimal(10), "m": Decimal(1000), "in": Decimal("25.4"), "ft": Decimal("304.8")}


class BadCell(ValueError):
    """The message continues the sentence "this cell …"."""


# The same few weights, lengths and counts come again and again.
_remembered = lru_cache(maxsize=8192)


def boolean(text: str) -> bool:
    known = _BOOLEANS.get(text)
    if known is None:
        known = _BOOLEANS.get(text.casefold())
    if known is None:
        raise BadCell("must be true or false")
    return known


@_remembered
def whole(text: str, most: int = MAX_QUANTITY) -> int:
    """An integer; `3.0` counts as one."""
    number = decimal(text)
    if number != number.to_integral_value():
        raise BadCell("must be a whole number")
    if abs(number) > most:
        raise BadCell(f"must be at most {most}")
    return int(number)


def decimal(text: str, decimal_comma: bool = False) -> Decimal:
    cleaned = text.replace(".", "").replace(",", ".") if decimal_comma else text
    if len(cleaned) > 40 or not _DECIMAL.fullmatch(cleaned):
        raise BadCell("must be a number such as 19.99" if not decimal_comma else "must be a number such as 19,99")
    try:
        return Decimal(cleaned)
    except InvalidOperation:  # a number this long has passed the pattern but not the context
        raise BadCell("must be a number of ordinary size") from None


def money(text: str, currency: Currency, decimal_comma: bool = False) -> tuple[Money, bool]:
    """The amount, and whether it had to be rounded (half up) to the currency's digits."""
    if not decimal_comma and len(text) <= 15 and text.isascii():
        whole, point, part = text.partition(".")
        # As nearly every price is written: with exactly the currency's digits.
        if point and len(part) == currency.minor_units and whole.isdecimal() and part.isdecimal():
            return Money(int(whole + part), currency), False
    value = decimal(text, decimal_comma)
    if value < 0:
        raise BadCell("must not be negative")
    if value.adjusted() > 15:
        raise BadCell("is more than any price")
    amount = Money.from_decimal(value, currency)
    return amount, amount.to_decimal() != value


@_remembered
def _measure(text: str, unit: str, kind: Measure, decimal_comma: bool) -> int:
    factor = kind.value.get(unit.casefold())
    if factor is None:
        raise BadCell(f"has the unit {unit!r}; known are {', '.join(kind.value)}")
    value = decimal(text, decimal_comma) * factor
    if not 0 <= value <= 100_000_000:
        raise BadCell("must be positive and of ordinary size")
    return int(value + Decimal("0.5"))


def measure(text: str, unit: str, kind: Measure, decimal_comma: bool = False) -> int:
    """A weight or length in whole base units, rounded half up."""
    if unit == "g" and kind is Measure.GRAMS and len(text) <= 8 and text.isdecimal() and text.isascii():
        return int(text)
    return _measure(text, unit, kind, decimal_comma)


def status(text: str) -> ProductStatus:
    known = _STATUSES.get(text.casefold())
    if known is None:
        raise BadCell("must be active, draft or archived")
    return known


def listed(text: str, separator: str = ",") -> tuple[str, ...]:
    """Trimmed parts, empty ones left out, each once (case aside)."""
    if not text:
        return ()
    found: dict[str, str] = {}
    for part in text.split(separator):
        cleaned = part.strip()
        if cleaned:
            found.setdefault(cleaned.casefold(), cleaned)
    return tuple(found.values())
