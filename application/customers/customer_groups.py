"""Staff keep groups of customers, and who is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.ports import CustomersUnitOfWork
from application.customers.profiles import Profile
from application.customers.records import CustomerRecord, CustomerRecords
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.customers.group import CustomerGroup
from domain.shared.ids import AccountId, CustomerGroupId


@dataclass(frozen=True)
class ListCustomerGroups:
    actor: Actor


@dataclass(frozen=True)
class ListCustomerGroupsHandler:
    """By code."""

    permission: ClassVar[str | None] = "customers.read"
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]

    def __call__(self, query: ListCustomerGroups) -> list[CustomerGroup]:
        with self.unit_of_work() as uow:
            return uow.customer_groups.all()


@dataclass(frozen=True, kw_only=True)
class CreateCustomerGroup:
    actor: Actor
    code: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class CreateCustomerGroupHandler:
    permission: ClassVar[str | None] = "customers.write"
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateCustomerGroup) -> CustomerGroup:
        key, now = CustomerGroupId(self.ids.new()), self.clock.now()
        group = CustomerGroup(key, command.code, command.name, now, description=command.description)
        with self.unit_of_work() as uow:
            uow.customer_groups.add(group)
            uow.commit()
        return group


@dataclass(frozen=True, kw_only=True)
class ChangeCustomerGroup:
    """None leaves a field as it is."""

    actor: Actor
    code: str
    name: str | None = None
    description: str | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class ChangeCustomerGroupHandler:
    permission: ClassVar[str | None] = "customers.write"
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeCustomerGroup) -> CustomerGroup:
        with self.unit_of_work() as uow:
            group = uow.customer_groups.by_code(command.code)
            group.expect_version(command.expected_version)
            group.change(self.clock.now(), name=command.name, description=command.description)
            uow.commit()
        return group


@dataclass(frozen=True)
class DeleteCustomerGroup:
    """The customers stay; they are only no longer in it."""

    actor: Actor
    code: str


@dataclass(frozen=True)
class DeleteCustomerGroupHandler:
    permission: ClassVar[str | None] = "customers.write"
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]

    def __call__(self, command: DeleteCustomerGroup) -> None:
        with self.unit_of_work() as uow:
            uow.customer_groups.remove(uow.customer_groups.by_code(command.code))
            uow.commit()


@dataclass(frozen=True, kw_only=True)
class PutGroupMember:
    """Doing it twice changes nothing; `member` False takes the customer out."""

    actor: Actor
    code: str
    account_id: AccountId
    member: bool = True


@dataclass(frozen=True)
class PutGroupMemberHandler:
    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords

    def __call__(self, command: PutGroupMember) -> CustomerRecord:
        def put(uow: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            group = uow.customer_groups.by_code(command.code)
            if not command.member:
                uow.customer_groups.remove_member(group.id, command.account_id)
                return
            profile.customer.described(now)
            uow.customer_groups.put_member(group.id, command.account_id, now)

        return self.records.change(command.account_id, None, put)
