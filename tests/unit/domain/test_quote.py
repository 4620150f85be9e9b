"""Quotes: line sums equal totals in every currency, with and without tax in the prices, whatever the discounts."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.checkout.quote import AppliedTax, Quote, QuotedItem
from domain.checkout.quoting import ChosenDelivery, Discount, Quoting
from domain.shared.currency import Currency
from domain.shared.ids import LineId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shared.tax_rounding import TaxRounding

ZERO = UUID(int=0)
RATES = {
    "standard": AppliedTax("VAT", Percentage.of(19)),
    "reduced": AppliedTax("VAT", Percentage.of(7)),
    "odd": AppliedTax("Sales tax", Percentage.of("8.875")),
    "none": AppliedTax("", Percentage(0)),
}


def item(price: Money, quantity: int, category: str = "standard", number: int = 0) -> QuotedItem:
    key = UUID(int=number)
    return QuotedItem(
        LineId(key),
        VariantId(key),
        ProductId(ZERO),
        f"S-{number}",
        LocalizedText.of("x"),
        LocalizedText({}),
        "x",
        "",
        quantity,
        price,
        10,
        True,
        category,
    )


@st.composite
def carts(draw: st.DrawFn) -> tuple[Quoting, list[QuotedItem], ChosenDelivery | None, list[Discount]]:
    currency = Currency(draw(st.sampled_from(["JPY", "EUR", "KWD"])))
    quoting = Quoting(currency, draw(st.booleans()), draw(st.sampled_from(TaxRounding)), RATES.__getitem__)
    amounts = st.integers(0, 10**9).map(lambda amount: Money(amount, currency))
    lines = draw(st.lists(st.tuples(amounts, st.integers(1, 1000), st.sampled_from(sorted(RATES))), min_size=1, max_size=12))
    items = [item(price, quantity, category, number) for number, (price, quantity, category) in enumerate(lines)]
    delivery = draw(st.none() | amounts.map(lambda price: ChosenDelivery("flat", LocalizedText.of("Post"), price, RATES["standard"])))
    discounts = draw(st.lists(st.integers(-(10**12), 10**6).map(lambda a: Discount("d", "Discount", Money(a, currency))), max_size=3))
    return quoting, items, delivery, discounts


@settings(max_examples=2000, deadline=None)
@given(carts())
def test_the_parts_of_every_quote_sum_to_its_totals(cart: tuple[Quoting, list[QuotedItem], ChosenDelivery | None, list[Discount]]) -> None:
    quoting, items, delivery, discounts = cart
    quote = quoting.quote(items, delivery, discounts)
    zero = Money.zero(quoting.currency)
    shipping = quote.shipping.gross if quote.shipping else zero
    assert quote.total == Money.sum([line.gross for line in quote.lines], quoting.currency) + shipping
    assert quote.total == quote.net + quote.tax
    assert quote.tax == Money.sum([tax.amount for tax in quote.taxes], quoting.currency)
    shown = quote.subtotal + quote.discount + (quote.shipping.price if quote.shipping else zero)
    assert (quote.total if quoting.prices_include_tax else quote.net) == shown
    for adjustment in quote.adjustments:
        assert Money.sum(adjustment.shares, quoting.currency) == adjustment.amount
    assert quote.discount == Money.sum([a.amount for a in quote.adjustments], quoting.currency)


@settings(max_examples=300, deadline=None)
@given(carts())
def test_no_discount_takes_a_line_below_zero(cart: tuple[Quoting, list[QuotedItem], ChosenDelivery | None, list[Discount]]) -> None:
    quoting, items, delivery, discounts = cart
    for line in quoting.quote(items, delivery, discounts).lines:
        assert line.net.amount >= 0
        assert line.tax.amount >= 0


@settings(max_examples=300, deadline=None)
@given(carts())
def test_line_tax_is_within_half_a_unit_of_the_exact_tax(
    cart: tuple[Quoting, list[QuotedItem], ChosenDelivery | None, list[Discount]],
) -> None:
    quoting, items, delivery, discounts = cart
    for line in quoting.quote(items, delivery, discounts).lines:
        basis, scale = line.applied.rate.basis, Percentage.SCALE
        parts = line.item.quantity if quoting.rounding is TaxRounding.UNIT else 1
        if quoting.prices_include_tax:
            error = abs(2 * (line.tax.amount * (scale + basis) - line.gross.amount * basis))
            assert error <= parts * (scale + basis)
        else:
            assert abs(2 * (line.tax.amount * scale - line.net.amount * basis)) <= parts * scale


def quoted(price: int, quantity: int, *, inclusive: bool, rounding: TaxRounding = TaxRounding.LINE) -> Quote:
    quoting = Quoting(Currency("EUR"), inclusive, rounding, RATES.__getitem__)
    return quoting.quote([item(Money.of(price, "EUR"), quantity)], None)


@pytest.mark.parametrize(
    ("price", "quantity", "inclusive", "rounding", "tax"),
    [
        (1000, 1, True, TaxRounding.LINE, 160),  # 10.00 with 19 %: 1.5966
        (1000, 1, False, TaxRounding.LINE, 190),
        (33, 3, False, TaxRounding.LINE, 19),  # 0.99 at 19 %: 0.1881
        (33, 3, False, TaxRounding.UNIT, 18),  # three times 0.0627
        (50, 1, False, TaxRounding.LINE, 10),  # 0.095 rounds half up
    ],
)
def test_known_amounts(price: int, quantity: int, inclusive: bool, rounding: TaxRounding, tax: int) -> None:
    assert quoted(price, quantity, inclusive=inclusive, rounding=rounding).tax.amount == tax


def test_taxes_are_grouped_by_rate_and_untaxed_parts_left_out() -> None:
    quoting = Quoting(Currency("EUR"), False, TaxRounding.LINE, RATES.__getitem__)
    eur = Money.of(1000, "EUR")
    items = [item(eur, 1, "reduced", 1), item(eur, 1, "standard", 2), item(eur, 2, "standard", 3), item(eur, 1, "none", 4)]
    quote = quoting.quote(items, ChosenDelivery("p", LocalizedText.of("Post"), Money.of(500, "EUR"), RATES["standard"]))
    assert [(str(t.rate), t.net.amount, t.amount.amount) for t in quote.taxes] == [("19 %", 3500, 665), ("7 %", 1000, 70)]


def test_a_quote_with_the_same_money_counts_as_the_same() -> None:
    quoting = Quoting(Currency("EUR"), True, TaxRounding.LINE, RATES.__getitem__)
    items = [item(Money.of(1000, "EUR"), 1)]
    assert quoting.quote(items, None, version=1).same_money(quoting.quote(items, None, version=2))
    assert not quoting.quote(items, None).same_money(quoting.quote([item(Money.of(999, "EUR"), 1)], None))
