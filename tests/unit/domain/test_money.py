"""Money: exact, closed under its operations, and never a float."""

from __future__ import annotations

from decimal import Decimal

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.currency import Currency, UnknownCurrency
from domain.shared.iso4217 import MINOR_UNITS
from domain.shared.money import CurrencyMismatch, Money, NothingToAllocateTo
from domain.shared.percentage import Percentage

currencies = st.sampled_from(["JPY", "EUR", "KWD"]).map(Currency)
amounts = st.integers(-(10**12), 10**12)


@st.composite
def money(draw: st.DrawFn) -> Money:
    return Money(draw(amounts), draw(currencies))


@given(money(), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_allocated_parts_sum_to_the_whole(whole: Money, weights: list[int]) -> None:
    parts = whole.allocate(weights)
    assert Money.sum(parts, whole.currency) == whole


@given(money(), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_no_part_is_off_its_exact_share_by_a_unit_or_more(whole: Money, weights: list[int]) -> None:
    total = sum(weights)
    for part, weight in zip(whole.allocate(weights), weights, strict=True):
        assert abs(part.amount * total - whole.amount * weight) < total


@given(amounts, amounts, currencies)
def test_ordering_is_the_ordering_of_amounts(a: int, b: int, currency: Currency) -> None:
    assert (Money(a, currency) < Money(b, currency)) == (a < b)


@given(money(), st.integers(0, 2_000_000).map(Percentage))
def test_a_percentage_is_rounded_half_up(amount: Money, rate: Percentage) -> None:
    exact = Decimal(amount.amount) * rate.basis / Percentage.SCALE
    assert amount.percent(rate).amount == int(exact.quantize(Decimal(1), rounding="ROUND_HALF_UP"))


@given(money(), st.integers(0, 1_000_000).map(Percentage))
def test_the_included_tax_and_the_net_make_the_gross(gross: Money, rate: Percentage) -> None:
    tax = gross.included(rate)
    assert (gross - tax) + tax == gross
    assert abs((gross - tax).percent(rate).amount - tax.amount) <= 1


@given(money())
def test_decimal_and_back_loses_nothing(amount: Money) -> None:
    assert Money.from_decimal(amount.to_decimal(), amount.currency) == amount


@pytest.mark.parametrize("value", [1.0, 0.5, True, "1", Decimal(1), None])
def test_only_whole_minor_units_get_in(value: object) -> None:
    with pytest.raises(TypeError):
        Money(value, Currency("EUR"))  # type: ignore[arg-type]


def test_a_float_cannot_multiply() -> None:
    with pytest.raises(TypeError):
        Money.of(100, "EUR") * 1.5  # type: ignore[operator]


def test_two_currencies_never_meet() -> None:
    with pytest.raises(CurrencyMismatch):
        Money.of(1, "EUR") + Money.of(1, "USD")


def test_there_must_be_somebody_to_allocate_to() -> None:
    with pytest.raises(NothingToAllocateTo):
        Money.of(1, "EUR").allocate([0, 0])


def test_currencies_are_those_of_iso_4217() -> None:
    assert {c.code: c.exponent for c in iso4217.Currency if c.exponent is not None} == MINOR_UNITS
    with pytest.raises(UnknownCurrency):
        Currency("XXL")
