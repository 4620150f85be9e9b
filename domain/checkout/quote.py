"""The quote: what a buyer pays and why, as parts whose sums are the totals."""

from __future__ import annotations

from dataclasses import dataclass

from domain.shared.currency import Currency
from domain.shared.ids import LineId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shared.tax_status import TaxRelief


@dataclass(frozen=True)
class AppliedTax:
    """The rate a line was taxed with, by the name that stands on the bill."""

    name: str
    rate: Percentage


@dataclass(frozen=True)
class QuotedItem:
    """What is bought, frozen as it was when quoted; `name` and `variant_name` keep every language."""

    line_id: LineId
    variant_id: VariantId
    product_id: ProductId
    sku: str
    name: LocalizedText
    variant_name: LocalizedText
    product_slug: str
    image: str
    quantity: int
    unit_price: Money
    weight_grams: int
    requires_shipping: bool
    tax_category: str


@dataclass(frozen=True)
class Adjustment:
    """A discount (negative) or surcharge, spread over the lines in `shares`, which sum to `amount`."""

    code: str
    label: str
    amount: Money
    shares: tuple[Money, ...]


@dataclass(frozen=True)
class QuoteLine:
    """One line's money: `subtotal` = unit price x quantity, `discount` the sum of its shares of adjustments, net + tax = gross."""

    item: QuotedItem
    subtotal: Money
    discount: Money
    net: Money
    tax: Money
    applied: AppliedTax

    @property
    def gross(self) -> Money:
        return self.net + self.tax


@dataclass(frozen=True)
class QuoteShipping:
    """The chosen delivery; `price` is as the channel shows prices, with or without tax."""

    method: str
    name: LocalizedText
    price: Money
    net: Money
    tax: Money
    applied: AppliedTax

    @property
    def gross(self) -> Money:
        return self.net + self.tax


@dataclass(frozen=True)
class TaxTotal:
    """All that was taxed with one rate."""

    name: str
    rate: Percentage
    net: Money
    amount: Money


@dataclass(frozen=True)
class Quote:
    """Holds only parts; every total is computed from them, so that lines and totals cannot disagree.

    `version` counts the quotes of one checkout: a buyer who saw version 3 can be told that this is version 4. `relief` is why no
    tax is charged, where that is so; `relieved` is the tax that would have been.
    """

    version: int
    currency: Currency
    prices_include_tax: bool
    lines: tuple[QuoteLine, ...]
    adjustments: tuple[Adjustment, ...]
    shipping: QuoteShipping | None
    relief: TaxRelief | None = None
    relieved: Money | None = None

    def _sum(self, parts: list[Money]) -> Money:
        return Money.sum(parts, self.currency)

    @property
    def subtotal(self) -> Money:
        """Unit prices times quantities, before discounts, as the channel shows prices."""
        return self._sum([line.subtotal for line in self.lines])

    @property
    def discount(self) -> Money:
        """The sum of all adjustments: zero or negative, unless there are surcharges."""
        return self._sum([line.discount for line in self.lines])

    @property
    def tax(self) -> Money:
        return self._sum([line.tax for line in self.lines] + ([self.shipping.tax] if self.shipping else []))

    @property
    def net(self) -> Money:
        return self._sum([line.net for line in self.lines] + ([self.shipping.net] if self.shipping else []))

    @property
    def total(self) -> Money:
        """What is charged: lines and shipping, with tax."""
        return self.net + self.tax

    @property
    def requires_shipping(self) -> bool:
        return any(line.item.requires_shipping for line in self.lines)

    @property
    def taxes(self) -> tuple[TaxTotal, ...]:
        """By rate, highest first; untaxed parts are left out."""
        groups: dict[AppliedTax, tuple[Money, Money]] = {}
        parts: list[QuoteLine | QuoteShipping] = [*self.lines, *([self.shipping] if self.shipping else [])]
        for part in parts:
            if part.applied.rate.basis:
                net, tax = groups.get(part.applied, (Money.zero(self.currency), Money.zero(self.currency)))
                groups[part.applied] = (net + part.net, tax + part.tax)
        ranked = sorted(groups.items(), key=lambda entry: (-entry[0].rate.basis, entry[0].name))
        return tuple(TaxTotal(applied.name, applied.rate, net, tax) for applied, (net, tax) in ranked)

    def same_money(self, other: Quote) -> bool:
        """Whether everything but the version is equal."""
        mine = (self.currency, self.prices_include_tax, self.lines, self.adjustments, self.shipping, self.relief)
        return mine == (other.currency, other.prices_include_tax, other.lines, other.adjustments, other.shipping, other.relief)
