"""The desk where staff work on orders: ship, cancel, take and give back money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.fulfil_order import FulfilOrder
from application.orders.refund_order import RefundOrder
from application.orders.show_order import ShowOrder
from domain.orders.order import Tracking
from domain.shared.money import Money
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF


class OrderDeskDriver(Protocol):
    def ship(self, number: str, units: Mapping[str, int] | None = None, carrier: str = "", tracking: str = "") -> None:
        """`units` by SKU; None is everything that waits."""
        ...

    def cancel(self, number: str, reason: str) -> None: ...

    def capture(self, number: str) -> None: ...

    def refund(self, number: str, amount: Money) -> None: ...


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

    @staticmethod
    def _path(*parts: str) -> str:
        return "/".join(("/api/v1/admin/orders", *parts))
