"""Making the order out of a frozen quote, inside the transaction that completes a checkout."""

from __future__ import annotations

from datetime import datetime

from application.checkout.ports import CheckoutUnitOfWork
from application.orders.accounts import settle_order
from application.orders.marking import mark_by, mark_by_buyer
from application.orders.ports import OrderNumbering
from application.shared.ids import Ids, Tokens
from application.shared.recording import entrance
from domain.cart.cart import Cart
from domain.checkout.checkout import Checkout
from domain.checkout.quote import Quote, QuoteLine
from domain.orders.order import Order
from domain.orders.parts import BoughtItem, OrderAdjustment, OrderDelivery, OrderLine, OrderTax, Terms
from domain.payments.payment import Payment
from domain.shared.ids import OrderId, OrderLineId


def make_order(
    uow: CheckoutUnitOfWork, checkout: Checkout, payment: Payment, numbering: OrderNumbering, ids: Ids, tokens: Tokens, now: datetime
) -> Order:
    """Order, lines, stock, ledger: everything in `uow`, nothing committed yet. Raises InsufficientStock when a hold lapsed."""
    cart = uow.carts.get(checkout.cart_id)
    channel = uow.sale_rules.channel(cart.channel_id)
    quote = _frozen(checkout)
    order = Order(
        OrderId(ids.new()),
        numbering.number(uow.orders.next_serial(), channel.order_prefix),
        tokens.new(),
        cart.channel_id,
        cart.id,
        [_line(line, position, ids) for position, line in enumerate(quote.lines)],
        _terms(checkout, cart, quote, payment.method),
        mark_by_buyer(entrance().known_actor, ids, now),
        account_id=checkout.account_id,
    )
    settle_order(order, [payment], mark_by("system", ids, now))
    uow.orders.add(order)
    uow.stock.allocate(cart.id, order.id, order.demand(order.unfulfilled), locations=channel.stock_locations, now=now)
    payment.belongs_to(order.id, now)
    checkout.placed(order.id, now)
    cart.mark_ordered(now)
    return order


def _frozen(checkout: Checkout) -> Quote:
    if checkout.quote is None:
        raise AssertionError("a checkout that is being placed has a quote")
    return checkout.quote


def _line(line: QuoteLine, position: int, ids: Ids) -> OrderLine:
    item = line.item
    bought = BoughtItem(
        product_id=item.product_id,
        sku=item.sku,
        name=item.name,
        variant_name=item.variant_name,
        product_slug=item.product_slug,
        image=item.image,
        unit_price=item.unit_price,
        subtotal=line.subtotal,
        discount=line.discount,
        net=line.net,
        tax=line.tax,
        tax_name=line.applied.name,
        tax_rate=line.applied.rate,
        requires_shipping=item.requires_shipping,
    )
    return OrderLine(OrderLineId(ids.new()), position, item.variant_id, item.quantity, bought)


def _terms(checkout: Checkout, cart: Cart, quote: Quote, method: str) -> Terms:
    shipping, billing = quote.shipping, checkout.billing
    if checkout.email is None or billing is None:
        raise AssertionError("a checkout that is being placed is complete")
    return Terms(
        email=checkout.email,
        locale=cart.locale,
        shipping_address=checkout.shipping_address,
        billing_address=billing,
        prices_include_tax=quote.prices_include_tax,
        quote_version=quote.version,
        subtotal=quote.subtotal,
        discount=quote.discount,
        net=quote.net,
        tax=quote.tax,
        total=quote.total,
        taxes=tuple(OrderTax(tax.name, tax.rate, tax.net, tax.amount) for tax in quote.taxes),
        adjustments=tuple(OrderAdjustment(entry.code, entry.label, entry.amount) for entry in quote.adjustments),
        delivery=OrderDelivery(shipping.method, shipping.name, shipping.net, shipping.tax) if shipping else None,
        payment_method=method,
        relief=quote.relief,
    )
