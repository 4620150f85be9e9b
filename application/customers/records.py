"""A customer as staff see and change one: the profile with groups and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from application.customers.ports import CustomersUnitOfWork, SignedNote
from application.customers.profiles import Profile, for_changing
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.customers.customer import Customer
from domain.customers.group import CustomerGroup
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class CustomerRecord:
    """`groups` by code, `notes` the newest first."""

    profile: Profile
    groups: tuple[CustomerGroup, ...]
    notes: tuple[SignedNote, ...]


Work = Callable[[CustomersUnitOfWork, Profile, datetime], None]


@dataclass(frozen=True)
class CustomerRecords:
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    clock: Clock

    def see(self, account_id: AccountId) -> CustomerRecord:
        """Raises EntityNotFound."""
        with self.unit_of_work() as uow:
            profile = Profile(uow.accounts.get(account_id), uow.customers.find(account_id) or Customer(account_id, self.clock.now()))
            return _record(uow, profile)

    def change(self, account_id: AccountId, expected_version: int | None, work: Work) -> CustomerRecord:
        """One transaction; a customer that there was not is begun. Raises EntityNotFound, StaleVersion."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            profile = for_changing(uow, account_id, now)
            profile.customer.expect_version(expected_version)
            work(uow, profile, now)
            uow.commit()
        return self.see(account_id)


def _record(uow: CustomersUnitOfWork, profile: Profile) -> CustomerRecord:
    key = profile.customer.account_id
    return CustomerRecord(profile, tuple(uow.customer_groups.of(key)), tuple(uow.customer_notes.of(key)))
