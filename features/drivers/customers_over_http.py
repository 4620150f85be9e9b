"""Customers over HTTP, each with a session of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from adapters.validation.vat_registers import ListedVatRegister
from application.facade import Application
from domain.shared.address import Address
from domain.shared.ids import AccountId
from features.drivers.cart import HttpCart, SeenCart, cart_read
from features.drivers.checkout import HttpCheckout
from features.drivers.customers import SeenAddress, SeenCustomer, SeenOutcome, SeenProfile
from features.drivers.http_client import HttpClient
from features.drivers.orders_seen import SeenOrder, order_of_body
from tests.support.signed_in import sign_in

ME = "/api/v1/me"
ADMIN = "/api/v1/admin"


def _profile(body: dict[str, Any]) -> SeenProfile:
    addresses = tuple(
        SeenAddress(UUID(entry["id"]), entry["label"], entry["address"]["city"], entry["default_shipping"], entry["default_billing"])
        for entry in body["addresses"]
    )
    vat = (body["vat"]["number"], body["vat"]["validity"]) if body["vat"] else None
    birthday = date.fromisoformat(body["birthday"]) if body["birthday"] else None
    return SeenProfile(body["first_name"], body["last_name"], body["email"], body["phone"], birthday, addresses, vat)


def _address(address: Address) -> dict[str, Any]:
    parts = {"name": address.name, "lines": list(address.lines), "city": address.city, "country": address.country}
    return parts | {"postal_code": address.postal_code, "region": address.region, "company": address.company, "phone": address.phone}


@dataclass
class HttpCustomers:
    """Access tokens end within minutes and scenarios turn the clock: each request is made with a token of the moment."""

    app: Application
    visitor: HttpClient
    register: ListedVatRegister
    people: dict[str, AccountId] = field(default_factory=dict)

    def sign_in(self, name: str, account_id: AccountId) -> None:
        self.people[name] = account_id

    def _as(self, name: str) -> HttpClient:
        if name not in self.people:
            return self.visitor
        return self.visitor.with_token(sign_in(self.app, self.people[name]).access_token)

    def profile(self, name: str) -> SeenProfile:
        return _profile(self._as(name).get(f"{ME}/profile"))

    def change_profile(self, name: str, **change: Any) -> SeenProfile:
        given = {key: value.isoformat() if isinstance(value, date) else value for key, value in change.items()}
        return _profile(self._as(name).patch(f"{ME}/profile", given))

    def put_address(self, name: str, address: Address, label: str, *, key: UUID | None = None, billing: bool = False) -> None:
        body = {"address": _address(address), "label": label, "default_billing": billing}
        if key is None:
            self._as(name).post(f"{ME}/addresses", body)
            return
        self._as(name).put(f"{ME}/addresses/{key}", body)

    def remove_address(self, name: str, key: UUID) -> None:
        self._as(name).delete(f"{ME}/addresses/{key}")

    def tell_vat_number(self, name: str, number: str) -> None:
        self._as(name).put(f"{ME}/vat-number", {"number": number})

    def my_cart(self, name: str, channel: str | None = None) -> SeenCart:
        return cart_read(self._as(name).post(f"{ME}/cart", None if channel is None else {"channel": channel}))

    def guest_carts(self, name: str) -> dict[UUID, dict[str, int]]:
        found = self._as(name).get(f"{ME}/guest-carts")["data"]
        return {UUID(cart["id"]): {line["sku"]: line["quantity"] for line in cart["lines"]} for cart in found}

    def claim_guest_cart(self, name: str, cart_id: UUID) -> SeenOutcome:
        return self._claimed(self._as(name).post(f"{ME}/guest-carts/{cart_id}/claim"))

    def claim_cart(self, name: str, token: str) -> SeenOutcome:
        return self._claimed(self._as(name).post(f"{ME}/cart/claims", {"token": token}))

    @staticmethod
    def _claimed(body: dict[str, Any]) -> SeenOutcome:
        cut = frozenset((entry["sku"], entry["wanted"], entry["kept"], entry["reason"]) for entry in body["left_out"])
        return SeenOutcome(cart_read(body["cart"]), cut)

    def cart(self, name: str) -> HttpCart:
        return HttpCart(self._as(name))

    def checkout(self, name: str) -> HttpCheckout:
        return HttpCheckout(self._as(name))

    def orders(self, name: str, **wanted: str) -> tuple[str, ...]:
        return tuple(order["number"] for order in self._as(name).get(f"{ME}/orders", **wanted)["data"])

    def order(self, name: str, number: str) -> SeenOrder:
        return order_of_body(self._as(name).get(f"{ME}/orders/{number}"))

    def reorder(self, name: str, number: str) -> SeenOutcome:
        body = self._as(name).post(f"{ME}/orders/{number}/reorder")
        cut = frozenset((entry["sku"], entry["wanted"], entry["added"], entry["reason"]) for entry in body["left_out"])
        return SeenOutcome(cart_read(body["cart"]), cut)

    def claim_orders(self, name: str) -> tuple[str, ...]:
        return tuple(self._as(name).post(f"{ME}/order-claims")["claimed"])

    def form(self, country: str, locale: str) -> dict[str, tuple[str, bool]]:
        body = self.visitor.get(f"/api/v1/address-forms/{country}", locale=locale)
        return {part["name"]: (part["label"], part["required"]) for part in body["fields"]}


@dataclass(frozen=True)
class HttpCustomerDesk:
    staff: HttpClient

    def find(self, search: str | None = None, group: str | None = None, tag: str | None = None) -> tuple[str, ...]:
        return tuple(row["email"] for row in self.staff.get(f"{ADMIN}/customers", search=search, group=group, tag=tag)["data"])

    def see(self, account_id: AccountId) -> SeenCustomer:
        body = self.staff.get(f"{ADMIN}/customers/{account_id}")
        groups, notes = tuple(group["code"] for group in body["groups"]), tuple(note["text"] for note in body["notes"])
        return SeenCustomer(body["email"], tuple(body["tags"]), groups, notes)

    def tag(self, account_id: AccountId, tags: tuple[str, ...]) -> None:
        self.staff.patch(f"{ADMIN}/customers/{account_id}", {"tags": list(tags)}, if_match="*")

    def note(self, account_id: AccountId, text: str) -> None:
        self.staff.post(f"{ADMIN}/customers/{account_id}/notes", {"text": text})

    def open_group(self, code: str) -> None:
        self.staff.post(f"{ADMIN}/customer-groups", {"code": code, "name": code.title()})

    def put_into(self, code: str, account_id: AccountId) -> None:
        self.staff.put(f"{ADMIN}/customer-groups/{code}/members/{account_id}")

    def exempt(self, account_id: AccountId, reason: str) -> None:
        self.staff.put(f"{ADMIN}/customers/{account_id}/tax-exemption", {"reason": reason})

    def confirm_vat(self, account_id: AccountId) -> None:
        self.staff.put(f"{ADMIN}/customers/{account_id}/vat-confirmation", {"valid": True})

    def put_address(self, account_id: AccountId, address: Address, label: str, key: UUID) -> None:
        self.staff.put(f"{ADMIN}/customers/{account_id}/addresses/{key}", {"address": _address(address), "label": label})

    def orders(self, account_id: AccountId) -> tuple[str, ...]:
        return tuple(order["number"] for order in self.staff.get(f"{ADMIN}/customers/{account_id}/orders")["data"])
