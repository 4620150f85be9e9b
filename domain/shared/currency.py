"""Currencies of ISO 4217 with their number of minor-unit digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Invalid
from domain.shared.iso4217 import MINOR_UNITS


@dataclass(eq=False)
class UnknownCurrency(Invalid):
    """`currency` is not an active ISO 4217 code."""

    code: ClassVar[str] = "unknown_currency"
    currency: str
    field: str = "currency"

    @property
    def detail(self) -> str:
        return f"{self.currency!r} is not an active ISO 4217 currency code, such as EUR."


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency; `minor_units` is the count of decimal digits of its smallest unit (JPY 0, EUR 2, KWD 3)."""

    code: str

    def __post_init__(self) -> None:
        if self.code not in MINOR_UNITS:
            raise UnknownCurrency(self.code)

    @property
    def minor_units(self) -> int:
        return MINOR_UNITS[self.code]

    @property
    def scale(self) -> int:
        """How many minor units make one major unit."""
        return int(10**self.minor_units)

    def __str__(self) -> str:
        return self.code
