"""Carts as JSON."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import orjson

from adapters.http_flask.formatting import instant, money_json
from adapters.http_flask.reply import Reply
from application.cart.view import CartLineView, CartView, CartWarning, WarningCode
from domain.shared.money import Money

PREFIX = "/api/v1/carts"


def cart_reply(view: CartView, status: int = 200) -> Reply:
    """The cart with its version; nobody but the shopper may keep it."""
    body = orjson.dumps(cart_json(view))
    # Version for If-Match, and behind the dot what the body says: prices and warnings change without the cart.
    headers = {"ETag": f'"v{view.version}.{crc32(body):08x}"', "Cache-Control": "private, no-store"}
    if status == 201:
        headers["Location"] = f"{PREFIX}/{view.token}"
    return Reply(status, body, headers)


def cart_json(view: CartView) -> dict[str, Any]:
    locale = view.locale
    return {
        "token": view.token,
        "channel": view.channel,
        "currency": view.currency.code,
        "locale": locale,
        "state": view.state.value,
        "lines": [_line(line, locale) for line in view.lines],
        "item_count": sum(line.quantity for line in view.lines),
        "subtotal": money_json(view.subtotal, locale),
        "prices_include_tax": view.prices_include_tax,
        "tax_estimate": _money(view.tax_estimate, locale),
        "tax_relief": view.tax_relief.value if view.tax_relief else None,
        "shipping_estimate": _money(view.shipping_estimate, locale),
        "total": money_json(view.total, locale),
        "warnings": [_warning(warning, locale) for warning in view.warnings],
        "expires_at": instant(view.expires_at),
        "version": view.version,
        "_links": _links(view),
    }


def _money(money: Money | None, locale: str) -> dict[str, Any] | None:
    return None if money is None else money_json(money, locale)


def _line(line: CartLineView, locale: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "variant_id": line.variant_id,
        "product_id": line.product_id,
        "sku": line.sku,
        "name": line.name,
        "variant_name": line.variant_name,
        "product_slug": line.product_slug,
        "image": line.image,
        "quantity": line.quantity,
        "unit_price": _money(line.unit_price, locale),
        "compare_at": _money(line.compare_at, locale),
        "line_total": _money(line.line_total, locale),
        "requires_shipping": line.requires_shipping,
    }


_DETAILS = {
    WarningCode.PRICE_CHANGED: "The price is not the one it was when this was put into the cart.",
    WarningCode.LOW_STOCK: "Only a few are left.",
    WarningCode.NOT_AVAILABLE: "Fewer are available than the cart holds.",
    WarningCode.NO_LONGER_SOLD: "This is no longer sold; it is not part of the total.",
}


def _warning(warning: CartWarning, locale: str) -> dict[str, Any]:
    return {
        "code": warning.code.value,
        "line_id": warning.line_id,
        "detail": _DETAILS[warning.code],
        "available": warning.available,
        "previous_price": _money(warning.previous_price, locale),
    }


def _links(view: CartView) -> dict[str, str]:
    address = f"{PREFIX}/{view.token}"
    links = {"self": address, "lines": f"{address}/lines"}
    if view.lines:
        links["checkout"] = f"{address}/checkout"
    return links
