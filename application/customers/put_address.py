"""Somebody who is signed in writes an address into their book, or writes one anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from application.customers.ports import PhoneNumbers
from application.customers.profiles import Profile, Profiles
from application.shared.actor import Actor
from application.shared.addresses import AddressValidator
from application.shared.ids import Ids
from domain.customers.address_book import BookEntry
from domain.shared.address import Address
from domain.shared.ids import CustomerAddressId


@dataclass(frozen=True, kw_only=True)
class PutAddress:
    """`address_id` None is a new one. The flags make it a default; they never take the default away."""

    actor: Actor
    address: Address
    address_id: CustomerAddressId | None = None
    label: str = ""
    default_shipping: bool = False
    default_billing: bool = False
    expected_version: int | None = None


@dataclass(frozen=True)
class PutEntry:
    """The address as it is kept: in its country's spelling."""

    profile: Profile
    entry: BookEntry


@dataclass(frozen=True)
class PutAddressHandler:
    """Raises InvalidAddress, AddressBookFull; EntityNotFound for an address that is in another book or none."""

    permission: ClassVar[str | None] = None
    profiles: Profiles
    addresses: AddressValidator
    phones: PhoneNumbers
    ids: Ids

    def __call__(self, command: PutAddress) -> PutEntry:
        address = self._checked(command.address)
        key = command.address_id or CustomerAddressId(self.ids.new())
        entry = BookEntry(key, address, command.label)

        def put(profile: Profile, now: datetime) -> None:
            if command.address_id is not None:
                profile.customer.book.entry(command.address_id)
            profile.customer.put_address(entry, now, shipping=command.default_shipping, billing=command.default_billing)

        return PutEntry(self.profiles.change(command.actor.require_account(), command.expected_version, put), entry)

    def _checked(self, given: Address) -> Address:
        address = self.addresses.validated(given, "address")
        if not address.phone:
            return address
        return replace(address, phone=self.phones.normalized(address.phone, address.country, "address/phone"))
