"""The desk where staff work on orders: ship, cancel, take and give back money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.fulfil_order import FulfilOrder
from application.orders.list_orders import ListOrders
from application.orders.ports import OrderFilter
from application.orders.refund_order import RefundOrder
from application.orders.show_order import ShowOrder
from domain.orders.order import Tracking
from domain.orders.states import DisplayedStatus
from domain.shared.money import Money
from features.drivers.http_client import HttpClient
from features.drivers.orders_seen import SeenOrder, order_of, order_of_body
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF


class OrderDeskDriver(Protocol):
    def ship(self, number: str, units: Mapping[str, int] | None = None, carrier: str = "", tracking: str = "") -> None:
        """`units` by SKU; None is everything that waits."""
        ...

    def cancel(self, number: str, reason: str) -> None: ...

    def capture(self, number: str) -> None: ...

    def refund(self, number: str, amount: Money) -> None: ...

    def refund_units(self, number: str, units: Mapping[str, int], *, restock: bool) -> None:
        """`units` by SKU."""
        ...

    def show(self, number: str) -> SeenOrder: ...

    def find(self, status: str) -> tuple[str, ...]:
        """Numbers of the orders with this status, newest first."""
        ...


@dataclass(frozen=True)
class MemoryOrderDesk:
    app: Application

    def ship(self, number: str, units: Mapping[str, int] | None = None, carrier: str = "", tracking: str = "") -> None:
        with refusals():
            lines = self.app.orders.show(ShowOrder(STAFF, number)).order.lines
            chosen = None if units is None else {line.id: units[line.sku] for line in lines if line.sku in units}
            self.app.orders.fulfil(FulfilOrder(actor=STAFF, number=number, lines=chosen, tracking=Tracking(carrier, tracking)))

    def cancel(self, number: str, reason: str) -> None:
        with refusals():
            self.app.orders.cancel(CancelOrder(actor=STAFF, number=number, reason=reason))

    def capture(self, number: str) -> None:
        with refusals():
            self.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number))

    def refund(self, number: str, amount: Money) -> None:
        with refusals():
            self.app.orders.refund(RefundOrder(actor=STAFF, number=number, amount=amount))

    def refund_units(self, number: str, units: Mapping[str, int], *, restock: bool) -> None:
        with refusals():
            lines = self.app.orders.show(ShowOrder(STAFF, number)).order.lines
            chosen = {line.id: units[line.sku] for line in lines if line.sku in units}
            self.app.orders.refund(RefundOrder(actor=STAFF, number=number, lines=chosen, restock=restock))

    def show(self, number: str) -> SeenOrder:
        with refusals():
            return order_of(self.app.orders.show(ShowOrder(STAFF, number)))

    def find(self, status: str) -> tuple[str, ...]:
        page = self.app.orders.list(ListOrders(STAFF, OrderFilter(status=DisplayedStatus(status))))
        return tuple(row.number for row in page.items)


@dataclass(frozen=True)
class HttpOrderDesk:
    staff: HttpClient

    def ship(self, number: str, units: Mapping[str, int] | None = None, carrier: str = "", tracking: str = "") -> None:
        body: dict[str, Any] = {"carrier": carrier, "tracking_number": tracking}
        if units is not None:
            lines = self.staff.get(self._path(number))["lines"]
            body["lines"] = [{"line_id": line["id"], "quantity": units[line["sku"]]} for line in lines if line["sku"] in units]
        self.staff.post(self._path(number, "shipments"), body)

    def cancel(self, number: str, reason: str) -> None:
        self.staff.post(self._path(number, "cancellation"), {"reason": reason})

    def capture(self, number: str) -> None:
        self.staff.post(self._path(number, "captures"))

    def refund(self, number: str, amount: Money) -> None:
        self.staff.post(self._path(number, "refunds"), {"amount": {"amount": amount.amount, "currency": amount.currency.code}})

    def refund_units(self, number: str, units: Mapping[str, int], *, restock: bool) -> None:
        lines = self.staff.get(self._path(number))["lines"]
        chosen = [{"line_id": line["id"], "quantity": units[line["sku"]]} for line in lines if line["sku"] in units]
        self.staff.post(self._path(number, "refunds"), {"lines": chosen, "restock": restock})

    def show(self, number: str) -> SeenOrder:
        return order_of_body(self.staff.get(self._path(number)))

    def find(self, status: str) -> tuple[str, ...]:
        return tuple(row["number"] for row in self.staff.get(self._path(), status=status)["data"])

    @staticmethod
    def _path(*parts: str) -> str:
        return "/".join(("/api/v1/admin/orders", *parts))
