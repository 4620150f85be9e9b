"""Entries of address books, as customers and staff write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from application.customers.ports import PhoneNumbers
from application.customers.profiles import Profile
from application.shared.addresses import AddressValidator
from application.shared.ids import Ids
from domain.customers.address_book import BookEntry
from domain.shared.address import Address
from domain.shared.ids import CustomerAddressId


@dataclass(frozen=True, kw_only=True)
class WrittenAddress:
    """`id` None is a new one. The flags make it a default; they never take the default away."""

    address: Address
    id: CustomerAddressId | None = None
    label: str = ""
    default_shipping: bool = False
    default_billing: bool = False

    def put(self, profile: Profile, entry: BookEntry, now: datetime) -> None:
        """Raises EntityNotFound for an address that is in another book or none, AddressBookFull."""
        if self.id is not None:
            profile.customer.book.entry(self.id)
        profile.customer.put_address(entry, now, shipping=self.default_shipping, billing=self.default_billing)


@dataclass(frozen=True)
class AddressEntries:
    """Checks them by the rules of their countries."""

    addresses: AddressValidator
    phones: PhoneNumbers
    ids: Ids

    def entry(self, written: WrittenAddress) -> BookEntry:
        """In its country's spelling. Raises InvalidAddress, InvalidValue."""
        return BookEntry(written.id or CustomerAddressId(self.ids.new()), self._checked(written.address), written.label)

    def _checked(self, given: Address) -> Address:
        address = self.addresses.validated(given, "address")
        if not address.phone:
            return address
        return replace(address, phone=self.phones.normalized(address.phone, address.country, "address/phone"))
