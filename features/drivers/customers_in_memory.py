"""Customers by use cases, on the in-memory adapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from adapters.validation.vat_registers import ListedVatRegister
from application.cart.begin_my_cart import BeginMyCart
from application.cart.claim_cart import ClaimCart
from application.cart.claiming import ClaimedCart
from application.cart.guest_carts import ClaimGuestCart, ListGuestCarts
from application.cart.reorder import Reorder
from application.customers.address_entries import WrittenAddress
from application.customers.address_forms import SeeAddressForm
from application.customers.change_customer import ChangeCustomer
from application.customers.change_profile import ChangeProfile, ProfileChange
from application.customers.claim_orders import ClaimOrders
from application.customers.customer_addresses import PutCustomerAddress
from application.customers.customer_groups import CreateCustomerGroup, PutGroupMember
from application.customers.customer_notes import WriteNote
from application.customers.list_customer_orders import ListCustomerOrders
from application.customers.list_customers import ListCustomers
from application.customers.ports import CustomerFilter
from application.customers.profiles import Profile
from application.customers.put_address import PutAddress
from application.customers.remove_address import RemoveAddress
from application.customers.see_profile import SeeProfile
from application.customers.set_vat_number import SetVatNumber
from application.customers.settle_taxes import ConfirmVatNumber, ExemptFromTax
from application.customers.show_customer import ShowCustomer
from application.facade import Application
from application.orders.my_orders import ListMyOrders, SeeMyOrder
from application.orders.ports import OrderFilter
from application.shared.actor import ANONYMOUS, Actor, ActorKind
from domain.orders.states import DisplayedStatus
from domain.shared.address import Address
from domain.shared.ids import AccountId, CartId, CustomerAddressId
from domain.shared.tax_status import TaxExemption
from features.drivers.cart import MemoryCart, cart_seen
from features.drivers.checkout import MemoryCheckout
from features.drivers.customers import SeenAddress, SeenCustomer, SeenOutcome, SeenProfile
from features.drivers.orders_seen import SeenOrder, order_of
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF


def _profile(profile: Profile) -> SeenProfile:
    account, customer = profile.account, profile.customer
    book, vat = customer.book, customer.tax.vat
    addresses = tuple(
        SeenAddress(entry.id, entry.label, entry.address.city, book.default_shipping == entry.id, book.default_billing == entry.id)
        for entry in book.entries
    )
    told = (vat.number, vat.validity.value) if vat else None
    return SeenProfile(account.first_name, account.last_name, account.email, customer.phone, customer.birthday, addresses, told)


@dataclass
class MemoryCustomers:
    app: Application
    register: ListedVatRegister
    people: dict[str, Actor] = field(default_factory=dict)

    def sign_in(self, name: str, account_id: AccountId) -> None:
        self.people[name] = Actor(ActorKind.CUSTOMER, f"customer {account_id}", account_id=account_id, signed_in_at=self.app.clock.now())

    def _who(self, name: str) -> Actor:
        return self.people.get(name, ANONYMOUS)

    def profile(self, name: str) -> SeenProfile:
        with refusals():
            return _profile(self.app.customers.see_profile(SeeProfile(self._who(name))))

    def change_profile(self, name: str, **change: Any) -> SeenProfile:
        with refusals():
            return _profile(self.app.customers.change_profile(ChangeProfile(actor=self._who(name), change=ProfileChange(**change))))

    def put_address(self, name: str, address: Address, label: str, *, key: UUID | None = None, billing: bool = False) -> None:
        known = None if key is None else CustomerAddressId(key)
        written = WrittenAddress(address=address, id=known, label=label, default_billing=billing)
        command = PutAddress(actor=self._who(name), written=written)
        with refusals():
            self.app.customers.put_address(command)

    def remove_address(self, name: str, key: UUID) -> None:
        with refusals():
            self.app.customers.remove_address(RemoveAddress(actor=self._who(name), address_id=CustomerAddressId(key)))

    def tell_vat_number(self, name: str, number: str) -> None:
        with refusals():
            self.app.customers.set_vat_number(SetVatNumber(actor=self._who(name), number=number))

    def my_cart(self, name: str, channel: str | None = None) -> Any:
        with refusals():
            return cart_seen(self.app.cart.begin_my_cart(BeginMyCart(actor=self._who(name), channel=channel)))

    def guest_carts(self, name: str) -> dict[UUID, dict[str, int]]:
        with refusals():
            found = self.app.cart.list_guest_carts(ListGuestCarts(self._who(name)))
        return {cart.id: {line.sku: line.quantity for line in cart.lines} for cart in found}

    def claim_guest_cart(self, name: str, cart_id: UUID) -> SeenOutcome:
        with refusals():
            return self._claimed(self.app.cart.claim_guest_cart(ClaimGuestCart(actor=self._who(name), cart_id=CartId(cart_id))))

    def claim_cart(self, name: str, token: str) -> SeenOutcome:
        with refusals():
            return self._claimed(self.app.cart.claim_cart(ClaimCart(actor=self._who(name), token=token)))

    @staticmethod
    def _claimed(claimed: ClaimedCart) -> SeenOutcome:
        cut = frozenset((entry.sku, entry.wanted, entry.kept, entry.reason.value) for entry in claimed.left_out)
        return SeenOutcome(cart_seen(claimed.cart), cut)

    def cart(self, name: str) -> MemoryCart:
        return MemoryCart(self.app, self._who(name).account_id)

    def checkout(self, name: str) -> MemoryCheckout:
        return MemoryCheckout(self.app, self._who(name).account_id)

    def orders(self, name: str, **wanted: str) -> tuple[str, ...]:
        status = DisplayedStatus(wanted["status"]) if "status" in wanted else None
        query = ListMyOrders(self._who(name), OrderFilter(status=status), channel=wanted.get("channel"))
        with refusals():
            return tuple(order.number for order in self.app.orders.list_mine(query).items)

    def order(self, name: str, number: str) -> SeenOrder:
        with refusals():
            return order_of(self.app.orders.see_mine(SeeMyOrder(self._who(name), number)))

    def reorder(self, name: str, number: str) -> SeenOutcome:
        with refusals():
            done = self.app.cart.reorder(Reorder(actor=self._who(name), number=number))
        cut = frozenset((entry.sku, entry.wanted, entry.added, entry.reason.value) for entry in done.left_out)
        return SeenOutcome(cart_seen(done.cart), cut)

    def claim_orders(self, name: str) -> tuple[str, ...]:
        with refusals():
            return tuple(order.number for order in self.app.customers.claim_orders(ClaimOrders(self._who(name))))

    def form(self, country: str, locale: str) -> dict[str, tuple[str, bool]]:
        with refusals():
            found = self.app.customers.see_address_form(SeeAddressForm(country, locale))
        return {part.name: (part.label, part.required) for part in found.fields}


@dataclass(frozen=True)
class MemoryCustomerDesk:
    app: Application

    def find(self, search: str | None = None, group: str | None = None, tag: str | None = None) -> tuple[str, ...]:
        with refusals():
            page = self.app.customers.list_customers(ListCustomers(STAFF, CustomerFilter(search, group, tag)))
        return tuple(row.email for row in page.items)

    def see(self, account_id: AccountId) -> SeenCustomer:
        with refusals():
            record = self.app.customers.show(ShowCustomer(STAFF, account_id))
        groups, notes = tuple(group.code for group in record.groups), tuple(note.text for note in record.notes)
        return SeenCustomer(record.profile.account.email, record.profile.customer.tags, groups, notes)

    def tag(self, account_id: AccountId, tags: tuple[str, ...]) -> None:
        with refusals():
            self.app.customers.change(ChangeCustomer(actor=STAFF, account_id=account_id, change=ProfileChange(), tags=tags))

    def note(self, account_id: AccountId, text: str) -> None:
        with refusals():
            self.app.customers.write_note(WriteNote(STAFF, account_id, text))

    def open_group(self, code: str) -> None:
        with refusals():
            self.app.customers.create_group(CreateCustomerGroup(actor=STAFF, code=code, name=code.title()))

    def put_into(self, code: str, account_id: AccountId) -> None:
        with refusals():
            self.app.customers.put_group_member(PutGroupMember(actor=STAFF, code=code, account_id=account_id))

    def exempt(self, account_id: AccountId, reason: str) -> None:
        with refusals():
            self.app.customers.exempt_from_tax(ExemptFromTax(STAFF, account_id, TaxExemption(reason)))

    def confirm_vat(self, account_id: AccountId) -> None:
        with refusals():
            self.app.customers.confirm_vat_number(ConfirmVatNumber(actor=STAFF, account_id=account_id, valid=True))

    def put_address(self, account_id: AccountId, address: Address, label: str, key: UUID) -> None:
        written = WrittenAddress(address=address, id=CustomerAddressId(key), label=label)
        with refusals():
            self.app.customers.put_customer_address(PutCustomerAddress(actor=STAFF, account_id=account_id, written=written))

    def orders(self, account_id: AccountId) -> tuple[str, ...]:
        with refusals():
            return tuple(order.number for order in self.app.customers.list_orders(ListCustomerOrders(STAFF, account_id)).items)
