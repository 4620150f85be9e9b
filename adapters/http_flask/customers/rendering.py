"""Customers as response data."""

from __future__ import annotations

from typing import Any

from adapters.http_flask.cart.rendering import cart_json
from adapters.http_flask.formatting import address_json, instant, money_json
from adapters.http_flask.orders.rendering import order_json, order_summary_json
from adapters.http_flask.reply import Reply, version_etag
from application.cart.claiming import ClaimedCart
from application.cart.guest_carts import GuestCart
from application.cart.reorder import Reordered
from application.customers.ports import AddressForm
from application.customers.profiles import Profile
from application.orders.ports import OrderDetail, OrderSummary
from domain.customers.address_book import AddressBook, BookEntry
from domain.shared.tax_status import VatRegistration

#: What is personal is for nobody on the way to keep.
PRIVATE = {"Cache-Control": "private, no-store"}


def private(body: Any, version: int | None = None, *, status: int = 200, location: str = "") -> Reply:
    """An answer for one person."""
    etag = {} if version is None else {"ETag": version_etag(version)}
    return Reply(status, body, PRIVATE | etag | ({"Location": location} if location else {}))


def profile_json(profile: Profile) -> dict[str, Any]:
    account, customer = profile.account, profile.customer
    return {
        "id": account.id,
        "email": account.email,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "locale": account.locale,
        "phone": customer.phone,
        "birthday": customer.birthday,
        "vat": vat_json(customer.tax.vat) if customer.tax.vat else None,
        "tax_exempt": customer.tax.exemption is not None,
        "addresses": [entry_json(entry, customer.book) for entry in customer.book.entries],
        "version": customer.version,
    }


def vat_json(vat: VatRegistration) -> dict[str, Any]:
    return {
        "number": vat.number,
        "country": vat.country,
        "validity": vat.validity.value,
        "checked_at": instant(vat.checked_at) if vat.checked_at else None,
    }


def entry_json(entry: BookEntry, book: AddressBook) -> dict[str, Any]:
    return {
        "id": entry.id,
        "label": entry.label,
        "address": address_json(entry.address),
        "default_shipping": book.default_shipping == entry.id,
        "default_billing": book.default_billing == entry.id,
    }


def claimed_json(claimed: ClaimedCart) -> dict[str, Any]:
    return {
        "cart": cart_json(claimed.cart),
        "outcome": claimed.outcome.value,
        "left_out": [
            {
                "variant_id": cut.variant_id,
                "sku": cut.sku,
                "name": cut.name,
                "wanted": cut.wanted,
                "kept": cut.kept,
                "reason": cut.reason.value,
            }
            for cut in claimed.left_out
        ],
    }


def guest_cart_json(cart: GuestCart) -> dict[str, Any]:
    lines = [
        {"variant_id": line.variant_id, "sku": line.sku, "name": line.name, "variant_name": line.variant_name, "quantity": line.quantity}
        for line in cart.lines
    ]
    return {
        "id": cart.id,
        "channel": cart.channel,
        "lines": lines,
        "item_count": sum(line.quantity for line in cart.lines),
        "subtotal": money_json(cart.subtotal, cart.locale),
        "changed_at": instant(cart.changed_at),
        "_links": {"claim": f"/api/v1/me/guest-carts/{cart.id}/claim"},
    }


def reordered_json(reordered: Reordered) -> dict[str, Any]:
    return {
        "cart": cart_json(reordered.cart),
        "left_out": [
            {"sku": entry.sku, "name": entry.name, "wanted": entry.wanted, "added": entry.added, "reason": entry.reason.value}
            for entry in reordered.left_out
        ],
    }


def my_order_json(detail: OrderDetail) -> dict[str, Any]:
    here = f"/api/v1/me/orders/{detail.order.number}"
    return {**order_json(detail), "_links": {"self": here, "reorder": f"{here}/reorder"}}


def my_order_summary_json(summary: OrderSummary) -> dict[str, Any]:
    listed = {**order_summary_json(summary), "_links": {"self": f"/api/v1/me/orders/{summary.number}"}}
    return listed | {"total": money_json(summary.total)}


def form_json(form: AddressForm) -> dict[str, Any]:
    return {
        "country": form.country,
        "name": form.name,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "required": field.required,
                "choices": [{"code": code, "name": name} for code, name in field.choices],
                "pattern": field.pattern,
                "examples": list(field.examples),
            }
            for field in form.fields
        ],
        "layout": [list(row) for row in form.layout],
    }
