"""The calculation of a quote: pure arithmetic over items, discounts, rates and a delivery."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from domain.checkout.quote import Adjustment, AppliedTax, Quote, QuotedItem, QuoteLine, QuoteShipping
from domain.shared.currency import Currency
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shared.tax_rounding import TaxRounding
from domain.shared.tax_status import TaxRelief


@dataclass(frozen=True)
class Discount:
    """An amount off (negative) or on top, before it is spread; it never takes a line below zero."""

    code: str
    label: str
    amount: Money


@dataclass(frozen=True)
class ChosenDelivery:
    """A delivery before tax is worked out."""

    method: str
    name: LocalizedText
    price: Money
    applied: AppliedTax


@dataclass(frozen=True)
class Quoting:
    """How a channel calculates. `tax_of` names the rate for a tax category at the destination."""

    currency: Currency
    prices_include_tax: bool
    rounding: TaxRounding
    tax_of: Callable[[str], AppliedTax]

    def quote(
        self, items: Sequence[QuotedItem], delivery: ChosenDelivery | None, discounts: Sequence[Discount] = (), version: int = 1
    ) -> Quote:
        subtotals = [item.unit_price * item.quantity for item in items]
        adjustments = self._spread(discounts, subtotals)
        lines = tuple(
            self._line(item, subtotal, Money.sum([a.shares[index] for a in adjustments], self.currency))
            for index, (item, subtotal) in enumerate(zip(items, subtotals, strict=True))
        )
        return Quote(version, self.currency, self.prices_include_tax, lines, adjustments, self._shipping(delivery))

    @staticmethod
    def relieved(quote: Quote, relief: TaxRelief) -> Quote:
        """The same quote without its tax: where prices include tax, what the buyer pays falls by it; the net amounts stay."""
        zero, untaxed = Money.zero(quote.currency), AppliedTax("", Percentage(0))
        lines = tuple(replace(line, tax=zero, applied=untaxed) for line in quote.lines)
        shipping = replace(quote.shipping, tax=zero, applied=untaxed) if quote.shipping else None
        return replace(quote, lines=lines, shipping=shipping, relief=relief, relieved=quote.tax)

    def _spread(self, discounts: Sequence[Discount], subtotals: list[Money]) -> tuple[Adjustment, ...]:
        left, found = list(subtotals), []
        for discount in discounts:
            weights = [part.amount for part in left]
            rest = sum(weights)
            if rest <= 0:
                continue
            amount = Money(max(discount.amount.amount, -rest), self.currency)
            shares = tuple(amount.allocate(weights))
            left = [part + share for part, share in zip(left, shares, strict=True)]
            found.append(Adjustment(discount.code, discount.label, amount, shares))
        return tuple(found)

    def _line(self, item: QuotedItem, subtotal: Money, discount: Money) -> QuoteLine:
        applied = self.tax_of(item.tax_category)
        units = item.quantity if self.rounding is TaxRounding.UNIT else 1
        net, tax = self._taxed(subtotal + discount, applied, units)
        return QuoteLine(item, subtotal, discount, net, tax, applied)

    def _shipping(self, delivery: ChosenDelivery | None) -> QuoteShipping | None:
        if delivery is None:
            return None
        net, tax = self._taxed(delivery.price, delivery.applied, 1)
        return QuoteShipping(delivery.method, delivery.name, delivery.price, net, tax, delivery.applied)

    def _taxed(self, shown: Money, applied: AppliedTax, units: int) -> tuple[Money, Money]:
        """(net, tax) of a shown amount, the tax rounded half up over `units` equal parts; net + tax is exact either way."""
        base, larger = divmod(shown.amount, units)
        tax = self._tax(base, applied) * (units - larger) + self._tax(base + 1, applied) * larger
        net = shown - tax if self.prices_include_tax else shown
        return net, tax

    def _tax(self, amount: int, applied: AppliedTax) -> Money:
        money = Money(amount, self.currency)
        return money.included(applied.rate) if self.prices_include_tax else money.percent(applied.rate)
