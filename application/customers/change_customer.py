"""Staff correct what is known of a customer, and tag them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.change_profile import ProfileChange, ProfileChanges
from application.customers.ports import CustomersUnitOfWork
from application.customers.profiles import Profile
from application.customers.records import CustomerRecord, CustomerRecords
from application.shared.actor import Actor
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class ChangeCustomer:
    """`tags` None leaves them; otherwise these and no others. The e-mail address is the customer's alone to change."""

    actor: Actor
    account_id: AccountId
    change: ProfileChange
    tags: tuple[str, ...] | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class ChangeCustomerHandler:
    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords
    changes: ProfileChanges

    def __call__(self, command: ChangeCustomer) -> CustomerRecord:
        def change(_: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            self.changes.apply(command.change, profile, now)
            if command.tags is not None:
                profile.customer.tag(command.tags, now)

        return self.records.change(command.account_id, command.expected_version, change)
