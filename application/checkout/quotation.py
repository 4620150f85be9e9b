"""Working out the quote of a cart from today's offers, rates and deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from application.cart.ports import Buyer, VariantOffer
from application.checkout.ports import CheckoutUnitOfWork, SaleRules
from domain.cart.cart import Cart
from domain.catalog.channel import Channel
from domain.checkout.checkout import Checkout
from domain.checkout.quote import AppliedTax, Quote, QuotedItem
from domain.checkout.quoting import ChosenDelivery, Quoting
from domain.shared.address import Address
from domain.shared.ids import VariantId
from domain.shared.money import Money
from domain.shipping.options import ShippingOption, options_for
from domain.tax.relief import relief_for
from domain.tax.resolution import TaxRules, rules_for
from domain.tax.zone import TaxRate


@dataclass(frozen=True)
class WorkedOut:
    """A fresh quote, the deliveries to choose from, and the SKUs that are not sold any more (left out of the quote)."""

    channel: Channel
    quote: Quote
    options: tuple[ShippingOption, ...]
    not_for_sale: tuple[str, ...]


def work_out(uow: CheckoutUnitOfWork, cart: Cart, checkout: Checkout, now: datetime, buyer: Buyer | None = None) -> WorkedOut:
    """The destination decides the tax: the delivery address, else the bill's, else the channel's first country until the buyer has
    said. A `buyer` may be spared it.

    Nothing is changed but a chosen delivery that is not offered any more: it is dropped from `checkout`."""
    address = checkout.shipping_address or checkout.billing_address
    sale = uow.sale_rules.of(cart.channel_id, address.country if address else None)
    channel = sale.channel
    offers = uow.offers.offers(channel.id, [line.variant_id for line in cart.lines], now, holder=cart.id) if cart.lines else {}
    items, gone = _items(cart, offers)
    destination = address or Address("", (), "", (*channel.countries, "")[0])
    rules = rules_for(sale.tax_zones, destination, now.date())
    options = _options(sale, checkout, items)
    if checkout.shipping_method is not None and checkout.shipping_method not in {option.method.code for option in options}:
        checkout.drop_shipping_method()
    chosen = next((option for option in options if option.method.code == checkout.shipping_method), None)
    quoting = Quoting(channel.currency, channel.prices_include_tax, channel.tax_rounding, lambda category: _applied(rules.rate(category)))
    quote = quoting.quote(items, _delivery(chosen, rules), version=checkout.next_quote_version)
    if buyer is not None:
        company = checkout.billing.company if checkout.billing else buyer.company
        relief = relief_for(buyer.tax, channel.tax_country, destination, company, now.date())
        quote = quote if relief is None else quoting.relieved(quote, relief)
    return WorkedOut(channel, quote, options, gone)


def _items(cart: Cart, offers: Mapping[VariantId, VariantOffer]) -> tuple[list[QuotedItem], tuple[str, ...]]:
    items, gone = [], []
    for line in cart.lines:
        offer = offers.get(line.variant_id)
        if offer is None or not offer.sellable or offer.unit_price is None:
            gone.append(offer.sku if offer else str(line.variant_id))
            continue
        items.append(
            QuotedItem(
                line_id=line.id,
                variant_id=line.variant_id,
                product_id=offer.product_id,
                sku=offer.sku,
                name=offer.name,
                variant_name=offer.variant_name,
                product_slug=offer.product_slug,
                image=offer.image or "",
                quantity=line.quantity,
                unit_price=offer.unit_price,
                weight_grams=offer.weight_grams,
                requires_shipping=offer.requires_shipping,
                tax_category=offer.tax_category,
            )
        )
    return items, tuple(gone)


def _options(sale: SaleRules, checkout: Checkout, items: list[QuotedItem]) -> tuple[ShippingOption, ...]:
    parcel = [item for item in items if item.requires_shipping]
    if not parcel or checkout.shipping_address is None:
        return ()
    goods = Money.sum([item.unit_price * item.quantity for item in parcel], sale.channel.currency)
    weight = sum(item.weight_grams * item.quantity for item in parcel)
    return tuple(options_for(sale.shipping_zones, checkout.shipping_address.country, sale.channel.id, goods, weight))


def _delivery(chosen: ShippingOption | None, rules: TaxRules) -> ChosenDelivery | None:
    if chosen is None:
        return None
    category = chosen.method.tax_category
    rate = rules.rate(category) if category else rules.shipping_rate()
    return ChosenDelivery(chosen.method.code, chosen.method.name, chosen.price, _applied(rate))


def _applied(rate: TaxRate) -> AppliedTax:
    return AppliedTax(rate.name, rate.rate)
