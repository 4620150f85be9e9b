"""Stock as staff handle it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from application.facade import Application
from application.inventory.adjust_stock import AdjustStock
from application.inventory.levels import StockFilter, StockStatus
from application.inventory.list_stock import ListMovements, ListStock, ShowStock
from application.inventory.locations import ChangeLocation, CreateLocation, RemoveLocation
from application.inventory.receive_stock import ReceiveStock
from application.inventory.set_policies import SetBackorder, SetLowStockThreshold
from application.inventory.set_stock_count import SetStockCount
from application.inventory.transfer_stock import TransferStock
from application.inventory.verify_stock import VerifyStock
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF


@dataclass(frozen=True)
class Level:
    """Stock of a variant at a location."""

    sku: str
    location: str
    on_hand: int
    available: int
    low: bool


class InventoryDriver(Protocol):
    def open_location(self, code: str, priority: int) -> None: ...

    def close_location(self, code: str) -> None:
        """It keeps its goods but sells nothing."""
        ...

    def remove_location(self, code: str) -> None: ...

    def receive(self, sku: str, location: str, quantity: int) -> None: ...

    def adjust(self, sku: str, location: str, difference: int, reason: str) -> None: ...

    def count(self, sku: str, location: str, count: int, expected: int) -> None: ...

    def transfer(self, sku: str, origin: str, destination: str, quantity: int) -> None: ...

    def set_threshold(self, sku: str, location: str, threshold: int) -> None: ...

    def allow_backorders(self, sku: str, allowed: bool) -> None: ...

    def levels(self, sku: str) -> dict[str, Level]:
        """By location."""
        ...

    def listed(self, status: str) -> list[str]:
        """SKUs that are `low` or `out`."""
        ...

    def movements(self, sku: str) -> list[tuple[str, int, str, str]]:
        """(kind, signed quantity, reason, actor), oldest first."""
        ...

    def discrepancies(self) -> int: ...


@dataclass(frozen=True)
class MemoryInventory:
    app: Application

    def open_location(self, code: str, priority: int) -> None:
        with refusals():
            self.app.inventory.create_location(CreateLocation(actor=STAFF, code=code, name=code.title(), priority=priority))

    def close_location(self, code: str) -> None:
        with refusals():
            self.app.inventory.change_location(ChangeLocation(actor=STAFF, code=code, active=False))

    def remove_location(self, code: str) -> None:
        with refusals():
            self.app.inventory.remove_location(RemoveLocation(actor=STAFF, code=code))

    def receive(self, sku: str, location: str, quantity: int) -> None:
        with refusals():
            self.app.inventory.receive_stock(ReceiveStock(actor=STAFF, sku=sku, location=location, quantity=quantity))

    def adjust(self, sku: str, location: str, difference: int, reason: str) -> None:
        with refusals():
            self.app.inventory.adjust_stock(AdjustStock(actor=STAFF, sku=sku, location=location, difference=difference, reason=reason))

    def count(self, sku: str, location: str, count: int, expected: int) -> None:
        with refusals():
            self.app.inventory.set_stock_count(SetStockCount(actor=STAFF, sku=sku, location=location, count=count, expected=expected))

    def transfer(self, sku: str, origin: str, destination: str, quantity: int) -> None:
        command = TransferStock(actor=STAFF, sku=sku, origin=origin, destination=destination, quantity=quantity)
        with refusals():
            self.app.inventory.transfer_stock(command)

    def set_threshold(self, sku: str, location: str, threshold: int) -> None:
        command = SetLowStockThreshold(actor=STAFF, sku=sku, location=location, threshold=threshold)
        with refusals():
            self.app.inventory.set_low_stock_threshold(command)

    def allow_backorders(self, sku: str, allowed: bool) -> None:
        with refusals():
            self.app.inventory.set_backorder(SetBackorder(actor=STAFF, sku=sku, allowed=allowed))

    def levels(self, sku: str) -> dict[str, Level]:
        found = self.app.inventory.show_stock(ShowStock(actor=STAFF, sku=sku))
        return {row.location: Level(row.sku, row.location, row.on_hand, row.available, row.is_low) for row in found}

    def listed(self, status: str) -> list[str]:
        page = self.app.inventory.list_stock(ListStock(actor=STAFF, wanted=StockFilter(status=StockStatus(status))))
        return [level.sku for level in page.items]

    def movements(self, sku: str) -> list[tuple[str, int, str, str]]:
        page = self.app.inventory.list_movements(ListMovements(actor=STAFF, sku=sku))
        return [(row.kind.value, row.quantity, row.reason, row.actor) for row in reversed(page.items)]

    def discrepancies(self) -> int:
        return len(self.app.inventory.verify_stock(VerifyStock(actor=STAFF)))


@dataclass(frozen=True)
class HttpInventory:
    staff: HttpClient

    def _stock(self, what: str, **body: Any) -> None:
        self.staff.post(f"/api/v1/admin/stock/{what}", body)

    def open_location(self, code: str, priority: int) -> None:
        self.staff.post("/api/v1/admin/stock-locations", {"code": code, "name": code.title(), "priority": priority})

    def close_location(self, code: str) -> None:
        address = f"/api/v1/admin/stock-locations/{code}"
        self.staff.patch(address, {"active": False}, if_match=self.staff.etag(address))

    def remove_location(self, code: str) -> None:
        self.staff.delete(f"/api/v1/admin/stock-locations/{code}")

    def receive(self, sku: str, location: str, quantity: int) -> None:
        self._stock("receipts", sku=sku, location=location, quantity=quantity)

    def adjust(self, sku: str, location: str, difference: int, reason: str) -> None:
        self._stock("adjustments", sku=sku, location=location, difference=difference, reason=reason)

    def count(self, sku: str, location: str, count: int, expected: int) -> None:
        self._stock("counts", sku=sku, location=location, count=count, expected=expected)

    def transfer(self, sku: str, origin: str, destination: str, quantity: int) -> None:
        self._stock("transfers", sku=sku, origin=origin, destination=destination, quantity=quantity)

    def set_threshold(self, sku: str, location: str, threshold: int) -> None:
        self.staff.put("/api/v1/admin/stock/thresholds", {"sku": sku, "location": location, "low_stock_threshold": threshold})

    def allow_backorders(self, sku: str, allowed: bool) -> None:
        self.staff.put("/api/v1/admin/stock/backorders", {"sku": sku, "allowed": allowed})

    def levels(self, sku: str) -> dict[str, Level]:
        found = self.staff.get(f"/api/v1/admin/stock/variants/{sku}")["levels"]
        return {row["location"]: Level(row["sku"], row["location"], row["on_hand"], row["available"], row["low"]) for row in found}

    def listed(self, status: str) -> list[str]:
        return [level["sku"] for level in self.staff.get("/api/v1/admin/stock", status=status)["data"]]

    def movements(self, sku: str) -> list[tuple[str, int, str, str]]:
        rows = self.staff.get("/api/v1/admin/stock/movements", sku=sku)["data"]
        return [(row["kind"], row["quantity"], row["reason"], row["actor"]) for row in reversed(rows)]

    def discrepancies(self) -> int:
        return len(self.staff.get("/api/v1/admin/stock/discrepancies")["data"])
