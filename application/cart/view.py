"""The recalculated cart that every change answers with: prices of now, estimates, and what the shopper should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from application.cart.ports import Buyer, SellingChannels, ShippingEstimates, TaxedLine, TaxEstimates, VariantOffer
from domain.cart.cart import Cart, CartLine, CartState
from domain.shared.currency import Currency
from domain.shared.ids import CartId, LineId, ProductId, VariantId
from domain.shared.money import Money
from domain.shared.tax_status import ReliefKind


class WarningCode(Enum):
    """Told, never hidden; none of them changes the cart by itself."""

    PRICE_CHANGED = "price_changed"
    LOW_STOCK = "low_stock"
    NOT_AVAILABLE = "not_available"
    NO_LONGER_SOLD = "no_longer_sold"


@dataclass(frozen=True, slots=True)
class CartWarning:
    """`available` comes with the stock codes, `previous_price` with PRICE_CHANGED."""

    code: WarningCode
    line_id: LineId
    available: int | None = None
    previous_price: Money | None = None


@dataclass(frozen=True, slots=True)
class CartLineView:
    """A line at today's price. `unit_price` and `line_total` are None for what is no longer sold: it counts for nothing."""

    id: LineId
    variant_id: VariantId
    product_id: ProductId | None
    sku: str
    name: str
    variant_name: str
    product_slug: str
    image: str | None
    quantity: int
    unit_price: Money | None
    compare_at: Money | None
    line_total: Money | None
    requires_shipping: bool


@dataclass(frozen=True, slots=True)
class CartView:
    """`tax_estimate` is contained in the total where `prices_include_tax`, else added; None means nobody can tell yet.

    `total` adds up what is known: subtotal, shipping estimate, and tax where prices exclude it. With `tax_relief` the estimate is
    zero, and the tax that prices include is taken off the total.
    """

    id: CartId
    token: str
    channel: str
    currency: Currency
    locale: str
    state: CartState
    lines: tuple[CartLineView, ...]
    subtotal: Money
    prices_include_tax: bool
    tax_estimate: Money | None
    shipping_estimate: Money | None
    total: Money
    warnings: tuple[CartWarning, ...]
    expires_at: datetime
    version: int
    tax_relief: ReliefKind | None = None


Offers = Mapping[VariantId, VariantOffer]


@dataclass(frozen=True)
class CartViews:
    """Calculates views. Reads nothing but what it is given: estimates answer from memory."""

    channels: SellingChannels
    taxes: TaxEstimates
    shipping: ShippingEstimates

    def of(self, cart: Cart, offers: Offers, buyer: Buyer | None = None) -> CartView:
        channel = self.channels.get(cart.channel_id)
        default = channel.locales[0]
        lines = tuple(_line(line, offers.get(line.variant_id), cart.locale, default) for line in cart.lines)
        subtotal = Money.sum((line.line_total for line in lines if line.line_total is not None), cart.currency)
        country = buyer.destination.country if buyer is not None and buyer.destination is not None else None
        tax = self.taxes.estimate(channel, country, _taxed(lines, offers))
        relief = None if buyer is None else self.taxes.relief(channel, buyer)
        shipping = self._shipping(cart, offers, subtotal, country)
        total = subtotal if shipping is None else subtotal + shipping
        if tax is not None and channel.prices_include_tax is (relief is not None):
            total = total - tax if relief else total + tax
        return CartView(
            id=cart.id,
            token=cart.token,
            channel=channel.code,
            currency=cart.currency,
            locale=cart.locale,
            state=cart.state,
            lines=lines,
            subtotal=subtotal,
            prices_include_tax=channel.prices_include_tax,
            tax_estimate=Money.zero(cart.currency) if relief else tax,
            shipping_estimate=shipping,
            total=total,
            warnings=tuple(warning for line in cart.lines for warning in _warnings(line, offers.get(line.variant_id))),
            expires_at=cart.expires_at,
            version=cart.version,
            tax_relief=relief.kind if relief else None,
        )

    def _shipping(self, cart: Cart, offers: Offers, subtotal: Money, country: str | None) -> Money | None:
        """Nothing to ship costs nothing; otherwise the port's word."""
        shipped = [(line.quantity, offers[line.variant_id]) for line in cart.lines if line.variant_id in offers]
        grams = sum(quantity * offer.weight_grams for quantity, offer in shipped if offer.requires_shipping)
        if not any(offer.requires_shipping for _, offer in shipped):
            return Money.zero(cart.currency)
        return self.shipping.estimate(self.channels.get(cart.channel_id), country, subtotal, grams)


def _taxed(lines: tuple[CartLineView, ...], offers: Offers) -> list[TaxedLine]:
    return [
        TaxedLine(tax_category=offers[line.variant_id].tax_category, line_total=line.line_total)
        for line in lines
        if line.line_total is not None
    ]


def _line(line: CartLine, offer: VariantOffer | None, locale: str, default: str) -> CartLineView:
    price = offer.unit_price if offer is not None and offer.sellable else None
    return CartLineView(
        id=line.id,
        variant_id=line.variant_id,
        product_id=offer.product_id if offer else None,
        sku=offer.sku if offer else "",
        name=offer.name.get(locale, default) if offer else "",
        variant_name=offer.variant_name.get(locale, default) if offer else "",
        product_slug=offer.product_slug if offer else "",
        image=offer.image if offer else None,
        quantity=line.quantity,
        unit_price=price,
        compare_at=offer.compare_at if offer and price is not None else None,
        line_total=None if price is None else price * line.quantity,
        requires_shipping=offer.requires_shipping if offer else False,
    )


def _warnings(line: CartLine, offer: VariantOffer | None) -> list[CartWarning]:
    if offer is None or not offer.sellable or offer.unit_price is None:
        return [CartWarning(WarningCode.NO_LONGER_SOLD, line.id)]
    warnings = []
    if offer.unit_price != line.unit_price_seen:
        warnings.append(CartWarning(WarningCode.PRICE_CHANGED, line.id, previous_price=line.unit_price_seen))
    if offer.available is not None:
        if offer.available < line.quantity:
            warnings.append(CartWarning(WarningCode.NOT_AVAILABLE, line.id, available=offer.available))
        elif offer.low:
            warnings.append(CartWarning(WarningCode.LOW_STOCK, line.id, available=offer.available))
    return warnings
