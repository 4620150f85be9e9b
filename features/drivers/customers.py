"""Customers as they see themselves, and as staff see them, whichever driver runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from adapters.validation.vat_registers import ListedVatRegister
from domain.shared.address import Address
from domain.shared.ids import AccountId
from features.drivers.cart import CartDriver, SeenCart
from features.drivers.checkout import CheckoutDriver
from features.drivers.orders_seen import SeenOrder


@dataclass(frozen=True)
class SeenAddress:
    """`key` is what the shop calls it."""

    key: UUID
    label: str
    city: str
    default_shipping: bool
    default_billing: bool


@dataclass(frozen=True)
class SeenProfile:
    first_name: str
    last_name: str
    email: str
    phone: str
    birthday: date | None
    addresses: tuple[SeenAddress, ...]
    vat: tuple[str, str] | None

    def address(self, label: str) -> SeenAddress:
        return next(entry for entry in self.addresses if entry.label == label)


@dataclass(frozen=True)
class SeenOutcome:
    """A cart after lines went into it, and what did not fit: (SKU, units wanted, units in the cart or added, reason)."""

    cart: SeenCart
    left_out: frozenset[tuple[str, int, int, str]]


@dataclass(frozen=True)
class SeenCustomer:
    """As staff see one."""

    email: str
    tags: tuple[str, ...]
    groups: tuple[str, ...]
    notes: tuple[str, ...]


class CustomersDriver(Protocol):
    """Everybody is spoken of by name; who has signed in once stays so."""

    register: ListedVatRegister

    def sign_in(self, name: str, account_id: AccountId) -> None: ...

    def profile(self, name: str) -> SeenProfile: ...

    def change_profile(self, name: str, **change: Any) -> SeenProfile: ...

    def put_address(self, name: str, address: Address, label: str, *, key: UUID | None = None, billing: bool = False) -> None: ...

    def remove_address(self, name: str, key: UUID) -> None: ...

    def tell_vat_number(self, name: str, number: str) -> None: ...

    def my_cart(self, name: str, channel: str | None = None) -> SeenCart: ...

    def guest_carts(self, name: str) -> dict[UUID, dict[str, int]]:
        """Units by SKU of each."""
        ...

    def claim_guest_cart(self, name: str, cart_id: UUID) -> SeenOutcome: ...

    def claim_cart(self, name: str, token: str) -> SeenOutcome: ...

    def cart(self, name: str) -> CartDriver:
        """Carts by their token, while this person is signed in."""
        ...

    def checkout(self, name: str) -> CheckoutDriver: ...

    def orders(self, name: str, **wanted: str) -> tuple[str, ...]: ...

    def order(self, name: str, number: str) -> SeenOrder: ...

    def reorder(self, name: str, number: str) -> SeenOutcome: ...

    def claim_orders(self, name: str) -> tuple[str, ...]: ...

    def form(self, country: str, locale: str) -> dict[str, tuple[str, bool]]:
        """(label, whether it is required) by field, in the order in which a form asks."""
        ...


class CustomerDeskDriver(Protocol):
    """What staff do about customers."""

    def find(self, search: str | None = None, group: str | None = None, tag: str | None = None) -> tuple[str, ...]:
        """E-mail addresses."""
        ...

    def see(self, account_id: AccountId) -> SeenCustomer: ...

    def tag(self, account_id: AccountId, tags: tuple[str, ...]) -> None: ...

    def note(self, account_id: AccountId, text: str) -> None: ...

    def open_group(self, code: str) -> None: ...

    def put_into(self, code: str, account_id: AccountId) -> None: ...

    def exempt(self, account_id: AccountId, reason: str) -> None: ...

    def confirm_vat(self, account_id: AccountId) -> None: ...

    def put_address(self, account_id: AccountId, address: Address, label: str, key: UUID) -> None: ...

    def orders(self, account_id: AccountId) -> tuple[str, ...]: ...
