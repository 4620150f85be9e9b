"""An order for a terminal, and as JSON for programs."""

from typing import Any

import typer

from adapters.cli.output import print_table, shown
from adapters.codec import encode
from application.orders.ports import OrderDetail, OrderSummary
from domain.orders.order import Order
from domain.orders.parts import OrderLine, Shipment, TimelineEntry
from domain.payments.payment import Payment
from domain.shared.money import Money


def summary_data(order: OrderSummary) -> dict[str, Any]:
    return {
        "number": order.number,
        "placed_at": order.placed_at,
        "email": order.email,
        "items": order.item_count,
        "total": encode(order.total),
        "payment_status": order.payment_status.value,
        "fulfilment": order.fulfilment.value,
        "status": order.status.value,
    }


def detail_data(detail: OrderDetail) -> dict[str, Any]:
    order = detail.order
    return {
        "number": order.number,
        "status": order.status.value,
        "payment_status": order.payment_status.value,
        "fulfilment": order.fulfilment.value,
        "placed_at": order.placed_at,
        "email": order.email,
        "total": encode(order.terms.total),
        "lines": [_line(line) for line in order.lines],
        "payments": [_payment(payment) for payment in detail.payments],
        "shipments": [_parcel(parcel) for parcel in order.shipments],
        "timeline": [_happening(entry) for entry in order.timeline],
    }


def _happening(entry: TimelineEntry) -> dict[str, Any]:
    who = {"actor": entry.actor, "actor_id": entry.actor_id, "on_behalf_of": entry.on_behalf_of}
    return {"at": entry.happened_at, "kind": entry.kind, **who, "data": entry.data}


def _payment(payment: Payment) -> dict[str, Any]:
    sums = {name: encode(Money(getattr(payment, name), payment.currency)) for name in ("authorized", "captured", "refunded")}
    return {"method": payment.method, "state": payment.state.value, "amount": encode(payment.amount), **sums}


def _parcel(parcel: Shipment) -> dict[str, Any]:
    return {"sent_at": parcel.sent_at, "carrier": parcel.carrier, "tracking_number": parcel.tracking_number, "state": parcel.state.value}


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": line.item.name.get("en"),
        "quantity": line.quantity,
        "shipped": line.fulfilled,
        "refunded": line.refunded,
        "total": encode(line.item.gross),
    }


def print_detail(detail: OrderDetail) -> None:
    order = detail.order
    typer.echo(f"Order {order.number} of {order.placed_at:%Y-%m-%d %H:%M}: {order.status.value}")
    typer.echo(f"  payment {order.payment_status.value}, delivery {order.fulfilment.value}, {order.email}")
    rows = [(line.sku, line.item.name.get("en"), line.quantity, line.fulfilled, line.refunded, line.item.gross) for line in order.lines]
    print_table(("SKU", "product", "ordered", "shipped", "refunded", "total"), rows, "")
    typer.echo(_sums(order))
    parcels = [(parcel.sent_at, parcel.carrier, parcel.tracking_number, parcel.state.value) for parcel in order.shipments]
    if parcels:
        print_table(("sent", "carrier", "tracking", "state"), parcels, "")
    print_table(("when", "what", "who", ""), [_happened(entry) for entry in order.timeline], "")


def _happened(entry: TimelineEntry) -> tuple[object, ...]:
    return entry.happened_at, entry.kind, entry.actor, ", ".join(f"{name}: {value}" for name, value in entry.data.items() if value)


def _sums(order: Order) -> str:
    terms = order.terms
    delivery = f", delivery {shown(terms.delivery.gross)}" if terms.delivery else ""
    return f"  total {shown(terms.total)} (tax {shown(terms.tax)}{delivery})"
