"""Orders as response data, in the order's own locale."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from adapters.http_flask.formatting import address_json, instant, money_json
"""Orders as JSON: for their buyer, and for staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote as quoted

from adapters.http_flask.checkout.rendering import percent_text
from adapters.http_flask.formatting import address_json, instant, money_json
from adapters.http_flask.reply import Reply
from application.orders.ports import OrderDetail, OrderSummary
from domain.orders.order import Order
from domain.orders.parts import OrderDelivery, OrderLine, Refund, Shipment, ShippedLine
from domain.payments.payment import Payment
from domain.shared.money import Money
from domain.shared.percentage import Percentage

Render = Callable[[Money], dict[str, Any]]


def order_json(detail: OrderDetail) -> dict[str, Any]:
    """What the buyer sees: terms, lines, payments, parcels and refunds."""
    order, terms = detail.order, detail.order.terms
    money = partial(money_json, locale=terms.locale)
    return {
        "id": order.id,
        "number": order.number,
        "status": order.status.value,
        "state": order.state.value,
        "payment_status": order.payment_status.value,
        "fulfilment_status": order.fulfilment.value,
        "placed_at": instant(order.placed_at),
        "email": order.email,
        "locale": terms.locale,
        "currency": order.currency.code,
        "prices_include_tax": terms.prices_include_tax,
        "lines": [_line(line, terms.locale, money) for line in order.lines],
        "delivery": _delivery(terms.delivery, terms.locale, money) if terms.delivery else None,
        "adjustments": [{"code": a.code, "label": a.label, "amount": money(a.amount)} for a in terms.adjustments],
        "taxes": [{"name": t.name, "percent": _percent(t.rate), "net": money(t.net), "amount": money(t.amount)} for t in terms.taxes],
        **{name: money(getattr(terms, name)) for name in ("subtotal", "discount", "net", "tax", "total")},
        "shipping_address": address_json(terms.shipping_address) if terms.shipping_address else None,
        "billing_address": address_json(terms.billing_address),
        "payment_method": terms.payment_method,
        "payments": [_payment(payment, money) for payment in detail.payments],
        "shipments": [_shipment(shipment) for shipment in order.shipments],
        "refunds": [_refund(refund, money) for refund in order.refunds],
        "_links": {"self": f"/api/v1/orders/{order.token}"},
    }


def staff_order_json(detail: OrderDetail) -> dict[str, Any]:
    """The buyer's view, the timeline, and what staff may do next. The buyer's token stays out of it."""
    order = detail.order
    here = f"/api/v1/admin/orders/{order.number}"
    return {
        **order_json(detail),
from domain.shared.currency import Currency
from domain.shared.money import Money

ADMIN = "/api/v1/admin/orders"
_PRIVATE = {"Cache-Control": "private, no-store"}


def buyers_order_reply(detail: OrderDetail) -> Reply:
    order = detail.order
    body = _order(order) | {
        "payments": [_buyers_payment(payment, order.terms.locale) for payment in detail.payments],
        "_links": {"self": f"/api/v1/orders/{order.token}"},
    }
    return Reply(200, body, {"ETag": f'"v{order.version}"', **_PRIVATE})


def staff_order_reply(detail: OrderDetail, status: int = 200) -> Reply:
    order = detail.order
    locale = order.terms.locale
    body = _order(order) | {
        "id": order.id,
        "channel_id": order.channel_id,
        "cart_id": order.cart_id,
        "state": order.state.value,
        "payments": [_payment(payment, locale) for payment in detail.payments],
        "refunds": [_refund(refund, locale) for refund in order.refunds],
        "timeline": [
            {"kind": entry.kind, "actor": entry.actor, "data": entry.data, "happened_at": instant(entry.happened_at)}
            for entry in order.timeline
        ],
        "_links": {"self": here} | {name: f"{here}/{path}" for name, path in _next_steps(order, detail)},
    }


def _next_steps(order: Order, detail: OrderDetail) -> list[tuple[str, str]]:
    steps = []
    if order.state.value == "open" and order.fulfilment.value == "unfulfilled":
        steps.append(("cancel", "cancellation"))
    if order.state.value == "open" and order.unfulfilled:
        steps.append(("fulfil", "shipments"))
    if any(payment.capturable for payment in detail.payments):
        steps.append(("capture", "captures"))
    if any(payment.refundable for payment in detail.payments):
        steps.append(("refund", "refunds"))
    return steps


def order_summary_json(summary: OrderSummary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "number": summary.number,
        "channel": summary.channel,
        "email": summary.email,
        "placed_at": instant(summary.placed_at),
        "total": money_json(summary.total),
        "item_count": summary.item_count,
        "state": summary.state.value,
        "payment_status": summary.payment_status.value,
        "fulfilment_status": summary.fulfilment.value,
        "status": summary.status.value,
        "_links": {"self": f"/api/v1/admin/orders/{summary.number}"},
    }


def _percent(rate: Percentage) -> str:
    return f"{rate.to_decimal():f}"


def _line(line: OrderLine, locale: str, money: Render) -> dict[str, Any]:
        "version": order.version,
        "_links": _staff_links(detail),
    }
    return Reply(status, body, {"ETag": f'"v{order.version}"', **_PRIVATE})


def _staff_links(detail: OrderDetail) -> dict[str, str]:
    """What can be done next, and only that."""
    order, base = detail.order, f"{ADMIN}/{quoted(detail.order.number, safe='')}"
    links = {"self": base}
    if order.state.value == "open" and order.fulfilment.value == "unfulfilled":
        links["cancel"] = f"{base}/cancel"
    if order.state.value == "open" and order.unfulfilled:
        links["fulfil"] = f"{base}/shipments"
    if any(payment.capturable for payment in detail.payments):
        links["capture"] = f"{base}/capture"
    if any(payment.refundable for payment in detail.payments):
        links["refund"] = f"{base}/refunds"
    return links


def _order(order: Order) -> dict[str, Any]:
    terms, locale = order.terms, order.terms.locale
    return {
        "number": order.number,
        "token": order.token,
        "status": order.status.value,
        "payment_status": order.payment_status.value,
        "fulfilment": order.fulfilment.value,
        "placed_at": instant(order.placed_at),
        "email": terms.email,
        "locale": locale,
        "currency": order.currency.code,
        "prices_include_tax": terms.prices_include_tax,
        "shipping_address": None if terms.shipping_address is None else address_json(terms.shipping_address),
        "billing_address": address_json(terms.billing_address),
        "lines": [_line(line, locale) for line in order.lines],
        "shipments": [_shipment(shipment) for shipment in order.shipments],
        "payment_method": terms.payment_method,
    } | _money(order)


def _money(order: Order) -> dict[str, Any]:
    terms, locale = order.terms, order.terms.locale
    return {
        "adjustments": [{"code": a.code, "label": a.label, "amount": money_json(a.amount, locale)} for a in terms.adjustments],
        "shipping": None if terms.delivery is None else _delivery(terms.delivery, locale),
        "taxes": [
            {
                "name": tax.name,
                "percent": percent_text(tax.rate),
                "net": money_json(tax.net, locale),
                "amount": money_json(tax.amount, locale),
            }
            for tax in terms.taxes
        ],
        "subtotal": money_json(terms.subtotal, locale),
        "discount": money_json(terms.discount, locale),
        "net": money_json(terms.net, locale),
        "tax": money_json(terms.tax, locale),
        "total": money_json(terms.total, locale),
    }


def _delivery(delivery: OrderDelivery, locale: str) -> dict[str, Any]:
    return {
        "method": delivery.method,
        "name": delivery.name.get(locale),
        "net": money_json(delivery.net, locale),
        "tax": money_json(delivery.tax, locale),
        "gross": money_json(delivery.gross, locale),
    }


def _line(line: OrderLine, locale: str) -> dict[str, Any]:
    item = line.item
    return {
        "id": line.id,
        "variant_id": line.variant_id,
        "product_id": item.product_id,
        "product_slug": item.product_slug,
        "sku": item.sku,
        "name": item.name.get(locale),
        "variant_name": item.variant_name.get(locale),
        "sku": line.sku,
        "name": item.name.get(locale),
        "variant_name": item.variant_name.get(locale),
        "product_slug": item.product_slug,
        "image": item.image,
        "quantity": line.quantity,
        "fulfilled": line.fulfilled,
        "refunded": line.refunded,
        "removed": line.removed,
        "unit_price": money(item.unit_price),
        "subtotal": money(item.subtotal),
        "discount": money(item.discount),
        "net": money(item.net),
        "tax": money(item.tax),
        "total": money(item.gross),
        "tax_name": item.tax_name,
        "tax_percent": _percent(item.tax_rate),
    }


def _delivery(delivery: OrderDelivery, locale: str, money: Render) -> dict[str, Any]:
    return {
        "method": delivery.method,
        "name": delivery.name.get(locale),
        "net": money(delivery.net),
        "tax": money(delivery.tax),
        "total": money(delivery.gross),
    }


def _payment(payment: Payment, money: Render) -> dict[str, Any]:
    def amount(minor: int) -> dict[str, Any]:
        return money(Money(minor, payment.currency))

    return {
        "id": payment.id,
        "method": payment.method,
        "state": payment.state.value,
        "requested": amount(payment.requested),
        "authorized": amount(payment.authorized),
        "captured": amount(payment.captured),
        "refunded": amount(payment.refunded),
    }


def _shipped(lines: tuple[ShippedLine, ...]) -> list[dict[str, Any]]:
    return [{"line_id": line.line_id, "quantity": line.quantity} for line in lines]


        "unit_price": money_json(item.unit_price, locale),
        "subtotal": money_json(item.subtotal, locale),
        "discount": money_json(item.discount, locale),
        "net": money_json(item.net, locale),
        "tax": money_json(item.tax, locale),
        "gross": money_json(item.gross, locale),
        "tax_name": item.tax_name,
        "tax_percent": percent_text(item.tax_rate),
        "requires_shipping": item.requires_shipping,
    }


def _shipment(shipment: Shipment) -> dict[str, Any]:
    return {
        "id": shipment.id,
        "state": shipment.state.value,
        "lines": _shipped(shipment.lines),
        "carrier": shipment.carrier,
        "tracking_number": shipment.tracking_number,
        "tracking_url": shipment.tracking_url,
        "sent_at": instant(shipment.sent_at),
        "delivered_at": instant(shipment.delivered_at) if shipment.delivered_at else None,
    }


def _refund(refund: Refund, money: Render) -> dict[str, Any]:
    return {
        "id": refund.id,
        "amount": money(refund.amount),
        "lines": _shipped(refund.lines),
        "reason": refund.reason,
        "restocked": refund.restocked,
        "created_at": instant(refund.created_at),
        "succeeded": refund.succeeded,
        "delivered_at": None if shipment.delivered_at is None else instant(shipment.delivered_at),
        "lines": _shipped(shipment.lines),
    }


def _shipped(lines: Sequence[ShippedLine]) -> list[dict[str, Any]]:
    return [{"line_id": part.line_id, "quantity": part.quantity} for part in lines]


def _refund(refund: Refund, locale: str) -> dict[str, Any]:
    return {
        "id": refund.id,
        "amount": money_json(refund.amount, locale),
        "lines": _shipped(refund.lines),
        "reason": refund.reason,
        "restocked": refund.restocked,
        "succeeded": refund.succeeded,
        "created_at": instant(refund.created_at),
    }


def _amount(amount: int, currency: Currency, locale: str) -> dict[str, Any]:
    return money_json(Money(amount, currency), locale)


def _buyers_payment(payment: Payment, locale: str) -> dict[str, Any]:
    return {
        "method": payment.method,
        "state": payment.state.value,
        "amount": money_json(payment.amount, locale),
        "captured": _amount(payment.captured, payment.currency, locale),
        "refunded": _amount(payment.refunded, payment.currency, locale),
    }


def _payment(payment: Payment, locale: str) -> dict[str, Any]:
    currency = payment.currency
    return _buyers_payment(payment, locale) | {
        "id": payment.id,
        "gateway": payment.gateway,
        "reference": payment.reference,
        "authorized": _amount(payment.authorized, currency, locale),
        "voided": _amount(payment.voided, currency, locale),
        "capturable": money_json(payment.capturable, locale),
        "refundable": money_json(payment.refundable, locale),
        "events": [
            {
                "provider_event_id": event.provider_event_id,
                "kind": event.kind.value,
                "amount": _amount(event.amount, currency, locale),
                "detail": event.detail,
                "occurred_at": instant(event.occurred_at),
            }
            for event in payment.ledger
        ],
        "operations": [
            {
                "id": operation.id,
                "kind": operation.kind.value,
                "amount": _amount(operation.amount, currency, locale),
                "state": operation.state.value,
                "detail": operation.detail,
                "created_at": instant(operation.created_at),
            }
            for operation in payment.operations
        ],
    }


def order_row_json(row: OrderSummary) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "channel": row.channel,
        "email": row.email,
        "placed_at": instant(row.placed_at),
        "total": money_json(row.total),
        "item_count": row.item_count,
        "state": row.state.value,
        "payment_status": row.payment_status.value,
        "fulfilment": row.fulfilment.value,
        "status": row.status.value,
        "_links": {"self": f"{ADMIN}/{quoted(row.number, safe='')}"},
    }
