"""Orders as people see them, whichever driver they look through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from application.orders.ports import OrderDetail
from domain.shared.money import Money


@dataclass(frozen=True)
class SeenOrder:
    """`lines` are (SKU, units, units sent), `parcels` their tracking numbers; `refunded` what went back to the buyer."""

    number: str
    status: str
    payment_status: str
    total: Money
    lines: tuple[tuple[str, int, int], ...]
    parcels: tuple[str, ...]
    refunded: Money
    token: str = ""

    def sent(self, sku: str) -> int:
        return next(sent for name, _, sent in self.lines if name == sku)


def order_of(detail: OrderDetail) -> SeenOrder:
    order = detail.order
    return SeenOrder(
        order.number,
        order.status.value,
        order.payment_status.value,
        order.terms.total,
        tuple((line.sku, line.quantity, line.fulfilled) for line in order.lines),
        tuple(shipment.tracking_number for shipment in order.shipments),
        Money(sum(payment.refunded for payment in detail.payments), order.currency),
    )


def order_of_body(body: dict[str, Any]) -> SeenOrder:
    return SeenOrder(
        body["number"],
        body["status"],
        body["payment_status"],
        Money.of(body["total"]["amount"], body["currency"]),
        tuple((line["sku"], line["quantity"], line["fulfilled"]) for line in body["lines"]),
        tuple(shipment["tracking_number"] for shipment in body["shipments"]),
        Money.of(sum(payment["refunded"]["amount"] for payment in body["payments"]), body["currency"]),
    )
