"""Money as a person reads it, in any locale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberPattern, parse_pattern

from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class _Shape:
    """How amounts of a currency look in a locale. `first` digits before the first group separator from the right, then `others`."""

    before: str
    after: str
    decimal: str
    group: str
    first: int
    others: int
    digits: int

    def text(self, amount: int) -> str:
        whole, minor = divmod(amount, int(10**self.digits))
        fraction = f"{self.decimal}{minor:0{self.digits}d}" if self.digits else ""
        return f"{self.before}{self._grouped(str(whole))}{fraction}{self.after}"

    def _grouped(self, whole: str) -> str:
        if len(whole) <= self.first:
            return whole
        parts = [whole[-self.first :]]
        rest = whole[: -self.first]
        while rest:
            parts.append(rest[-self.others :])
            rest = rest[: -self.others]
        return self.group.join(reversed(parts))


@lru_cache(maxsize=500)
def _pattern(currency: str, locale: str) -> tuple[NumberPattern, Locale]:
    try:
        parsed = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        parsed = Locale("en")
    # ISO digits, not CLDR's cash digits: the text must not hide minor units that are charged.
    digits = Money.of(0, currency).currency.minor_units
    pattern = f"{parsed.currency_formats['standard'].pattern.split(';')[0]}"
    return parse_pattern(pattern.replace("0.00", "0" + ("." + "0" * digits if digits else ""))), parsed


@lru_cache(maxsize=500)
def _shape(currency: str, locale: str) -> _Shape:
    """Taken from how Babel writes nothing: Babel itself costs 100 µs an amount, too much for documents of whole catalogues."""
    pattern, parsed = _pattern(currency, locale)
    digits = Money.of(0, currency).currency.minor_units
    symbols = parsed.number_symbols["latn"]
    zero = "0" + (symbols["decimal"] + "0" * digits if digits else "")
    before, _, after = _by_babel(0, currency, locale).partition(zero)
    first, others = pattern.grouping
    return _Shape(before, after, symbols["decimal"], symbols["group"], first, others, digits)


def _by_babel(amount: int, currency: str, locale: str) -> str:
    pattern, parsed = _pattern(currency, locale)
    return str(pattern.apply(Money.of(amount, currency).to_decimal(), parsed, currency=currency, currency_digits=False))


@lru_cache(maxsize=20_000)
def money_text(amount: int, currency: str, locale: str) -> str:
    """`money_text(1999, "EUR", "de")` is `19,99 €`; an unknown locale reads like English."""
    # Where the minus sign stands differs too much to be worth a shortcut; catalogues have no negative prices.
    return _by_babel(amount, currency, locale) if amount < 0 else _shape(currency, locale).text(amount)


def money_json(money: Money, locale: str = "en") -> dict[str, Any]:
    code = money.currency.code
    return {"amount": money.amount, "currency": code, "formatted": money_text(money.amount, code, locale)}
