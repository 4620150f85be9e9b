"""Carts as shoppers use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from application.cart.add_item import AddItem
from application.cart.change_line import ChangeLine
from application.cart.clear_cart import ClearCart
from application.cart.create_cart import CreateCart, WantedLine
from application.cart.remove_line import RemoveLine
from application.cart.show_cart import ShowCart
from application.cart.view import CartView
from application.facade import Application
from domain.shared.ids import AccountId, LineId, VariantId
from domain.shared.money import Money
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals


@dataclass(frozen=True)
class SeenLine:
    id: UUID
    sku: str
    name: str
    quantity: int
    unit_price: Money | None
    line_total: Money | None


@dataclass(frozen=True)
class SeenCart:
    """What a shopper sees. `warnings` are (code, SKU, units available)."""

    token: str
    version: int
    lines: tuple[SeenLine, ...]
    subtotal: Money
    total: Money
    warnings: tuple[tuple[str, str, int | None], ...]

    def line(self, sku: str) -> SeenLine:
        return next(line for line in self.lines if line.sku == sku)


class CartDriver(Protocol):
    def begin(self, channel: str | None = None, currency: str | None = None, lines: tuple[tuple[UUID, int], ...] = ()) -> SeenCart: ...

    def show(self, token: str) -> SeenCart: ...

    def add(self, token: str, variant_id: UUID, quantity: int, expected_version: int | None = None) -> SeenCart: ...

    def change(self, token: str, line_id: UUID, quantity: int) -> SeenCart: ...

    def remove(self, token: str, line_id: UUID) -> SeenCart: ...

    def clear(self, token: str) -> SeenCart: ...


def cart_seen(view: CartView) -> SeenCart:
    skus = {line.id: line.sku for line in view.lines}
    return SeenCart(
        view.token,
        view.version,
        tuple(SeenLine(line.id, line.sku, line.name, line.quantity, line.unit_price, line.line_total) for line in view.lines),
        view.subtotal,
        view.total,
        tuple((warning.code.value, skus[warning.line_id], warning.available) for warning in view.warnings),
    )


@dataclass(frozen=True)
class MemoryCart:
    """`account_id` is who is signed in."""

    app: Application
    account_id: AccountId | None = None

    def begin(self, channel: str | None = None, currency: str | None = None, lines: tuple[tuple[UUID, int], ...] = ()) -> SeenCart:
        wanted = tuple(WantedLine(VariantId(variant), quantity) for variant, quantity in lines)
        with refusals():
            return cart_seen(self.app.cart.create_cart(CreateCart(channel=channel, currency=currency, lines=wanted)))

    def show(self, token: str) -> SeenCart:
        with refusals():
            return cart_seen(self.app.cart.show_cart(ShowCart(token=token, account_id=self.account_id)))

    def add(self, token: str, variant_id: UUID, quantity: int, expected_version: int | None = None) -> SeenCart:
        variant, version = VariantId(variant_id), expected_version
        command = AddItem(token=token, variant_id=variant, quantity=quantity, expected_version=version, account_id=self.account_id)
        with refusals():
            return cart_seen(self.app.cart.add_item(command))

    def change(self, token: str, line_id: UUID, quantity: int) -> SeenCart:
        command = ChangeLine(token=token, line_id=LineId(line_id), quantity=quantity, account_id=self.account_id)
        with refusals():
            return cart_seen(self.app.cart.change_line(command))

    def remove(self, token: str, line_id: UUID) -> SeenCart:
        with refusals():
            return cart_seen(self.app.cart.remove_line(RemoveLine(token=token, line_id=LineId(line_id), account_id=self.account_id)))

    def clear(self, token: str) -> SeenCart:
        with refusals():
            return cart_seen(self.app.cart.clear_cart(ClearCart(token=token, account_id=self.account_id)))


def _money(value: dict[str, Any] | None) -> Money | None:
    return None if value is None else Money.of(value["amount"], value["currency"])


def cart_read(cart: dict[str, Any]) -> SeenCart:
    skus = {line["id"]: line["sku"] for line in cart["lines"]}
    currency = cart["currency"]
    return SeenCart(
        cart["token"],
        cart["version"],
        tuple(
            SeenLine(UUID(line["id"]), line["sku"], line["name"], line["quantity"], _money(line["unit_price"]), _money(line["line_total"]))
            for line in cart["lines"]
        ),
        Money.of(cart["subtotal"]["amount"], currency),
        Money.of(cart["total"]["amount"], currency),
        tuple((warning["code"], skus[warning["line_id"]], warning["available"]) for warning in cart["warnings"]),
    )


@dataclass(frozen=True)
class HttpCart:
    visitor: HttpClient

    def begin(self, channel: str | None = None, currency: str | None = None, lines: tuple[tuple[UUID, int], ...] = ()) -> SeenCart:
        wanted = [{"variant_id": str(variant), "quantity": quantity} for variant, quantity in lines]
        given = {"channel": channel, "currency": currency, "lines": wanted}
        return cart_read(self.visitor.post("/api/v1/carts", {name: value for name, value in given.items() if value}))

    def show(self, token: str) -> SeenCart:
        return cart_read(self.visitor.get(f"/api/v1/carts/{token}"))

    def add(self, token: str, variant_id: UUID, quantity: int, expected_version: int | None = None) -> SeenCart:
        headers = {} if expected_version is None else {"if_match": f'"v{expected_version}"'}
        line = {"variant_id": str(variant_id), "quantity": quantity}
        return cart_read(self.visitor.post(f"/api/v1/carts/{token}/lines", line, **headers))

    def change(self, token: str, line_id: UUID, quantity: int) -> SeenCart:
        return cart_read(self.visitor.patch(f"/api/v1/carts/{token}/lines/{line_id}", {"quantity": quantity}))

    def remove(self, token: str, line_id: UUID) -> SeenCart:
        return cart_read(self.visitor.delete(f"/api/v1/carts/{token}/lines/{line_id}"))

    def clear(self, token: str) -> SeenCart:
        return cart_read(self.visitor.delete(f"/api/v1/carts/{token}/lines"))
