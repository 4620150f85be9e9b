"""Money as an integer of minor units: exact, immutable, never a float, never two currencies at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from domain.shared.currency import Currency
from domain.shared.errors import DomainError, Invalid
from domain.shared.percentage import Percentage


@dataclass(eq=False)
class CurrencyMismatch(Invalid):
    """Two currencies met in one calculation; `field` where one of them came from a request."""

    code: ClassVar[str] = "currency_mismatch"
    expected: str
    given: str
    field: str = ""

    @property
    def detail(self) -> str:
        if self.field:
            return f"This is in {self.expected}, not in {self.given}."
        return f"Amounts in {self.expected} and {self.given} cannot be combined."


@dataclass(eq=False)
class NothingToAllocateTo(DomainError):
    """`allocate` was given no positive weight, so the whole would be lost."""

    code: ClassVar[str] = "nothing_to_allocate_to"


def _whole(value: object, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{what} must be an int of minor units, not {type(value).__name__}")
    return value


def divide_half_up(numerator: int, denominator: int) -> int:
    """Integer division rounded half away from zero, exactly. `denominator` > 0."""
    quotient, remainder = divmod(abs(numerator), denominator)
    rounded = quotient + (1 if 2 * remainder >= denominator else 0)
    return rounded if numerator >= 0 else -rounded


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` minor units of `currency`: Money(1999, EUR) is 19.99 euro. Negative amounts are allowed (refunds, discounts)."""

    amount: int
    currency: Currency

    def __post_init__(self) -> None:
        _whole(self.amount, "amount")

    @classmethod
    def of(cls, amount: int, currency: str) -> Money:
        return cls(amount, Currency(currency))

    @classmethod
    def zero(cls, currency: Currency) -> Money:
        return cls(0, currency)

    @classmethod
    def sum(cls, parts: Iterable[Money], currency: Currency) -> Money:
        """The total of `parts` in `currency`; zero for none."""
        total = cls(0, currency)
        for part in parts:
            total = total + part
        return total

    @classmethod
    def from_decimal(cls, value: Decimal, currency: Currency) -> Money:
        """From major units, rounded half up to the currency's minor unit. A float raises TypeError."""
        if not isinstance(value, Decimal):
            raise TypeError(f"expected a Decimal of major units, not {type(value).__name__}")
        minor = (value * currency.scale).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return cls(int(minor), currency)

    def to_decimal(self) -> Decimal:
        """Major units, with exactly the currency's digits."""
        return Decimal(self.amount).scaleb(-self.currency.minor_units)

    def _same(self, other: Money) -> None:
        if not isinstance(other, Money):
            raise TypeError(f"expected Money, not {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency.code, other.currency.code)

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: int) -> Money:
        return Money(self.amount * _whole(factor, "factor"), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __gt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount > other.amount

    def __ge__(self, other: Money) -> bool:
        self._same(other)
        return self.amount >= other.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def percent(self, rate: Percentage) -> Money:
        """This share of the amount, rounded half up (away from zero at exactly half)."""
        return self.fraction(rate.basis, Percentage.SCALE)

    def fraction(self, numerator: int, denominator: int) -> Money:
        """amount * numerator / denominator, rounded half up."""
        _whole(numerator, "numerator")
        return Money(divide_half_up(self.amount * numerator, _whole(denominator, "denominator")), self.currency)

    def included(self, rate: Percentage) -> Money:
        """The part of a gross amount that a tax of `rate` makes up: gross * rate / (1 + rate), rounded half up."""
        return self.fraction(rate.basis, Percentage.SCALE + rate.basis)

    def allocate(self, weights: Sequence[int]) -> list[Money]:
        """Share the whole by `weights` (non-negative ints, one positive) by largest remainder; the parts sum to the whole.

        Equal remainders go to the earlier part, so the result is deterministic.
        """
        checked = [_whole(weight, "weight") for weight in weights]
        if any(weight < 0 for weight in checked):
            raise ValueError("weights must not be negative")
        total = sum(checked)
        if total == 0:
            raise NothingToAllocateTo
        sign, whole = (-1 if self.amount < 0 else 1), abs(self.amount)
        parts = [whole * weight // total for weight in checked]
        by_remainder = sorted(range(len(parts)), key=lambda i: (-(whole * checked[i] % total), i))
        for index in by_remainder[: whole - sum(parts)]:
            parts[index] += 1
        return [Money(sign * part, self.currency) for part in parts]

    def __str__(self) -> str:
        return f"{self.to_decimal()} {self.currency.code}"
