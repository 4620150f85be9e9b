"""Staff correct the address book of a customer, who told them by phone where the parcel should go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.address_entries import AddressEntries, WrittenAddress
from application.customers.ports import CustomersUnitOfWork
from application.customers.profiles import Profile
from application.customers.records import CustomerRecord, CustomerRecords
from application.shared.actor import Actor
from domain.shared.ids import AccountId, CustomerAddressId


@dataclass(frozen=True, kw_only=True)
class PutCustomerAddress:
    actor: Actor
    account_id: AccountId
    written: WrittenAddress
    expected_version: int | None = None


@dataclass(frozen=True)
class PutCustomerAddressHandler:
    """Raises InvalidAddress, AddressBookFull; EntityNotFound, also for an address of somebody else."""

    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords
    entries: AddressEntries

    def __call__(self, command: PutCustomerAddress) -> CustomerRecord:
        entry = self.entries.entry(command.written)

        def put(_: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            command.written.put(profile, entry, now)

        return self.records.change(command.account_id, command.expected_version, put)


@dataclass(frozen=True, kw_only=True)
class RemoveCustomerAddress:
    actor: Actor
    account_id: AccountId
    address_id: CustomerAddressId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveCustomerAddressHandler:
    """Raises EntityNotFound, also for an address of somebody else. Orders that went there keep it."""

    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords

    def __call__(self, command: RemoveCustomerAddress) -> CustomerRecord:
        def remove(_: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            profile.customer.remove_address(command.address_id, now)

        return self.records.change(command.account_id, command.expected_version, remove)
