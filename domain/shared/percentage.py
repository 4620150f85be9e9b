"""A percentage held exactly, in ten-thousandths of a percent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from domain.shared.errors import InvalidValue


@dataclass(frozen=True, slots=True, order=True)
class Percentage:
    """`basis` is parts per million: 19 % is 190,000, 8.875 % is 88,750."""

    SCALE: ClassVar[int] = 1_000_000
    basis: int

    def __post_init__(self) -> None:
        if isinstance(self.basis, bool) or not isinstance(self.basis, int):
            raise TypeError(f"a percentage is an int of parts per million, not {type(self.basis).__name__}")

    @classmethod
    def of(cls, percent: str | int | Decimal) -> Percentage:
        """From percent as text, int or Decimal: of("19") and of("8.875"). At most four decimals; a float raises TypeError."""
        if isinstance(percent, (bool, float)):
            raise TypeError("a percentage is never a float: pass text, int or Decimal")
        scaled = Decimal(percent) * 10_000
        if scaled != int(scaled):
            raise InvalidValue("percentage", f"{percent} has more than four decimals")
        return cls(int(scaled))

    def to_decimal(self) -> Decimal:
        """Percent with as many digits as needed: 19, 8.875."""
        return (Decimal(self.basis) / 10_000).normalize()

    def __str__(self) -> str:
        return f"{self.to_decimal():f} %"
