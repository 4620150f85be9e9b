"""Checkouts as JSON."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import orjson

from adapters.http_flask.formatting import address_json, money_json, relief_json
from adapters.http_flask.reply import Reply
from application.checkout.views import CheckoutView, Placement
from application.payments.ports import PaymentMethod
from domain.checkout.quote import Quote, QuoteLine
from domain.checkout.states import CheckoutState
from domain.shared.address import Address
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shipping.options import ShippingOption


def checkout_reply(view: CheckoutView) -> Reply:
    """The checkout with its version; nobody but the shopper may keep it."""
    body = orjson.dumps(_checkout_json(view))
    # The version for If-Match, and behind the dot what the body says: the quote follows prices, not only the buyer's changes.
    headers = {"ETag": f'"v{view.checkout.version}.{crc32(body):08x}"', "Cache-Control": "private, no-store"}
    return Reply(200, body, headers)


def placement_reply(token: str, placement: Placement) -> Reply:
    """201 with the order's address, or 202 while the money is not certain."""
    order = placement.order
    headers = {"Cache-Control": "private, no-store"}
    if order is not None:
        headers["Location"] = f"/api/v1/orders/{order.token}"
    body = {
        "status": placement.status.value,
        "payment_id": placement.payment_id,
        "order_number": order.number if order else None,
        "order_token": order.token if order else None,
        "total": money_json(order.terms.total, order.terms.locale) if order else None,
        "action_url": placement.action_url,
        "_links": _placement_links(token, placement),
    }
    return Reply(201 if order is not None else 202, body, headers)


def _placement_links(token: str, placement: Placement) -> dict[str, str]:
    base = f"/api/v1/carts/{token}/checkout"
    links = {"self": base}
    if placement.order is not None:
        return links | {"order": f"/api/v1/orders/{placement.order.token}"}
    links["place"] = f"{base}/place"
    if placement.action_url:
        links["action"] = placement.action_url
    return links


def _checkout_json(view: CheckoutView) -> dict[str, Any]:
    checkout = view.checkout
    return {
        "token": view.token,
        "state": checkout.state.value,
        "email": checkout.email,
        "shipping_address": _address(checkout.shipping_address),
        "billing_address": _address(checkout.billing),
        "shipping_method": checkout.shipping_method,
        "payment_method": checkout.payment_method,
        "quote": quote_json(view.quote, view.locale),
        "missing": list(view.missing),
        "not_for_sale": list(view.not_for_sale),
        "shipping_options": [_option(option, view.locale) for option in view.shipping_options],
        "payment_methods": [payment_method_json(method, view.locale) for method in view.payment_methods],
        "version": checkout.version,
        "_links": _checkout_links(view),
    }


def _checkout_links(view: CheckoutView) -> dict[str, str]:
    cart = f"/api/v1/carts/{view.token}"
    links = {"self": f"{cart}/checkout", "cart": cart}
    if view.order is not None:
        links["order"] = f"/api/v1/orders/{view.order.token}"
    elif view.checkout.state in (CheckoutState.REVIEW, CheckoutState.PLACING):
        links["place"] = f"{cart}/checkout/place"
    return links


def _address(address: Address | None) -> dict[str, Any] | None:
    return None if address is None else address_json(address)


def quote_json(quote: Quote, locale: str) -> dict[str, Any]:
    def money(amount: Money) -> dict[str, Any]:
        return money_json(amount, locale)

    shipping = quote.shipping
    return {
        "version": quote.version,
        "currency": quote.currency.code,
        "prices_include_tax": quote.prices_include_tax,
        "lines": [_line(line, locale) for line in quote.lines],
        "adjustments": [{"code": entry.code, "label": entry.label, "amount": money(entry.amount)} for entry in quote.adjustments],
        "shipping": None
        if shipping is None
        else {
            "method": shipping.method,
            "name": shipping.name.get(locale),
            "net": money(shipping.net),
            "tax": money(shipping.tax),
            "gross": money(shipping.gross),
        },
        "taxes": [
            {"name": tax.name, "percent": percent_text(tax.rate), "net": money(tax.net), "amount": money(tax.amount)} for tax in quote.taxes
        ],
        "subtotal": money(quote.subtotal),
        "discount": money(quote.discount),
        "tax": money(quote.tax),
        "tax_relief": relief_json(quote.relief) if quote.relief else None,
        "tax_relieved": money(quote.relieved) if quote.relieved else None,
        "total": money(quote.total),
    }


def percent_text(rate: Percentage) -> str:
    return f"{rate.to_decimal():f}"


def _line(line: QuoteLine, locale: str) -> dict[str, Any]:
    item = line.item
    return {
        "line_id": item.line_id,
        "variant_id": item.variant_id,
        "sku": item.sku,
        "name": item.name.get(locale),
        "variant_name": item.variant_name.get(locale),
        "quantity": item.quantity,
        "unit_price": money_json(item.unit_price, locale),
        "subtotal": money_json(line.subtotal, locale),
        "discount": money_json(line.discount, locale),
        "net": money_json(line.net, locale),
        "tax": money_json(line.tax, locale),
        "gross": money_json(line.gross, locale),
        "tax_name": line.applied.name,
        "tax_percent": percent_text(line.applied.rate),
    }


def _option(option: ShippingOption, locale: str) -> dict[str, Any]:
    method = option.method
    return {
        "code": method.code,
        "name": method.name.get(locale),
        "price": money_json(option.price, locale),
        "express": method.express,
        "min_days": method.min_days,
        "max_days": method.max_days,
    }


def payment_method_json(method: PaymentMethod, locale: str) -> dict[str, Any]:
    return {
        "code": method.code,
        "name": method.name.get(locale),
        "instructions": method.instructions.get(locale),
        "fields": list(method.fields),
    }
