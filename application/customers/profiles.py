"""The common rhythm of reading and changing a customer: account and customer together, begun at the first change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from application.customers.ports import CustomersUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.customers.customer import Customer
from domain.identity.accounts.account import Account
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class Profile:
    """Name, e-mail address and language are the account's; the version is the customer's."""

    account: Account
    customer: Customer


Change = Callable[[Profile, datetime], None]


@dataclass(frozen=True)
class Profiles:
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    clock: Clock

    def see(self, account_id: AccountId) -> Profile:
        """Raises EntityNotFound for an account that is gone."""
        with self.unit_of_work() as uow:
            account = uow.accounts.get(account_id)
            return Profile(account, uow.customers.find(account_id) or Customer(account_id, self.clock.now()))

    def change(self, account_id: AccountId, expected_version: int | None, change: Change) -> Profile:
        """Raises EntityNotFound, StaleVersion."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            profile = for_changing(uow, account_id, now)
            profile.customer.expect_version(expected_version)
            change(profile, now)
            uow.commit()
        return profile


def for_changing(uow: CustomersUnitOfWork, account_id: AccountId, now: datetime) -> Profile:
    """Both under lock; a customer that there was not is begun."""
    account, customer = uow.accounts.locked(account_id), uow.customers.locked(account_id)
    if customer is None:
        customer = Customer(account_id, now)
        uow.customers.add(customer)
    return Profile(account, customer)
