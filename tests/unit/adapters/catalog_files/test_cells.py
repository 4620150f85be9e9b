"""Numbers in cells: what is read quickly is what the exact way says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.catalog_files import cells
from adapters.catalog_files.cells import BadCell
from domain.shared.currency import Currency
from domain.shared.money import Money

CURRENCIES = st.sampled_from([Currency("EUR"), Currency("JPY"), Currency("KWD")])
NUMBERS = st.from_regex(r"[+-]?[0-9٣]{0,17}(\.[0-9٣]{0,4})?", fullmatch=True)


@given(NUMBERS, CURRENCIES)
def test_a_price_is_the_nearest_amount_of_the_currency(text: str, currency: Currency) -> None:
    try:
        amount, rounded = cells.money(text, currency)
    except BadCell:
        assert not text.isascii() or not text.strip("+-.") or text.startswith("-") or Decimal(text).adjusted() > 15
        return
    exact = Decimal(text)
    assert amount == Money.from_decimal(exact, currency)
    assert rounded is (amount.to_decimal() != exact)


@given(st.integers(0, 99_999_999), st.sampled_from(["", "0", "+"]))
def test_grams_are_read_as_they_are_written(grams: int, before: str) -> None:
    assert cells.measure(f"{before}{grams}", "g", cells.Measure.GRAMS) == grams


@pytest.mark.parametrize("text", ["³", "٣", "1e3", "-1", "100000001", ""])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        cells.measure(text, "g", cells.Measure.GRAMS)
