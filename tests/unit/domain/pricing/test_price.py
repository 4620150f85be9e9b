"""One price: limits, windows, and which of several counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.pricing.price import Price, effective
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, PriceId, ProductId, VariantId
from domain.shared.money import CurrencyMismatch, Money

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KEY = UUID(int=1)


def a_price(amount: int = 1000, **terms: object) -> Price:
    price = Price(PriceId(KEY), ProductId(KEY), VariantId(KEY), ChannelId(KEY), Money.of(amount, "EUR"))
    return replace(price, **terms)  # type: ignore[arg-type]  # terms of a price


@pytest.mark.parametrize(
    ("price", "field"),
    [
        (a_price(-1), "price"),
        (a_price(10**13 + 1), "price"),
        (a_price(compare_at=Money.of(1000, "EUR")), "compare_at"),
        (a_price(valid_until=NOW), "valid_until"),
        (a_price(valid_from=NOW, valid_until=NOW), "valid_until"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused(price: Price, field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        price.check("prices/3/")
    assert refusal.value.field == f"prices/3/{field}"


def test_a_compare_at_price_is_in_the_same_currency() -> None:
    with pytest.raises(CurrencyMismatch):
        a_price(compare_at=Money.of(2000, "USD")).check()


def test_free_of_charge_is_a_price() -> None:
    a_price(0).check()


def test_a_days_sale_inside_a_seasons_sale_wins_while_it_lasts() -> None:
    day = timedelta(days=1)
    regular = a_price(1000)
    season = a_price(800, valid_from=NOW, valid_until=NOW + 30 * day)
    black_friday = a_price(600, valid_from=NOW + 10 * day, valid_until=NOW + 11 * day)
    book = [black_friday, regular, season]
    counting = {days: effective(book, NOW + days * day) for days in (-1, 0, 10, 11, 30)}
    assert counting == {-1: regular, 0: season, 10: black_friday, 11: season, 30: regular}
    assert effective([], NOW) is None
