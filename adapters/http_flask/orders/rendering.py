"""Orders as response data, in the order's own locale."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from adapters.http_flask.formatting import address_json, instant, money_json, relief_json
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
        "tax_relief": relief_json(terms.relief) if terms.relief else None,
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
        "timeline": [
            {
                "kind": entry.kind,
                "actor": entry.actor,
                "actor_id": entry.actor_id,
                "on_behalf_of": entry.on_behalf_of,
                "data": entry.data,
                "happened_at": instant(entry.happened_at),
            }
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
    item = line.item
    return {
        "id": line.id,
        "variant_id": line.variant_id,
        "product_id": item.product_id,
        "product_slug": item.product_slug,
        "sku": item.sku,
        "name": item.name.get(locale),
        "variant_name": item.variant_name.get(locale),
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
    }
