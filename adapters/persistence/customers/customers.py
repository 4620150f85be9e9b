"""Customers, their groups and the notes about them in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert

from adapters.persistence import locks
from adapters.persistence.access.signatures import STAFF_NAME, signed_by_staff
from adapters.persistence.access.tables import staff_members
from adapters.persistence.customers.tables import customer_group_members, customer_groups, customer_notes, customers
from adapters.persistence.errors import translating
from adapters.persistence.repository import SqlRepository
from application.customers.ports import SignedNote
from domain.customers.customer import Customer
from domain.customers.group import CustomerGroup
from domain.customers.note import CustomerNote
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, CustomerGroupId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlCustomers(SqlRepository[Customer]):
    entity = Customer
    kind = "customer"

    def locked(self, key: AccountId) -> Customer | None:
        return self._tracked(locks.locked_row(self._uow.session, Customer, key))

    def vat_due(self, now: datetime, limit: int) -> list[AccountId]:
        due = customers.c.vat_due_at
        statement = select(customers.c.id).where(due.is_not(None), due <= now).order_by(due).limit(limit)
        with translating():
            return [AccountId(key) for key in self._uow.session.scalars(statement)]


class SqlCustomerGroups(SqlRepository[CustomerGroup]):
    entity = CustomerGroup
    kind = "customer group"

    def by_code(self, code: str) -> CustomerGroup:
        found = self._one(customer_groups.c.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[CustomerGroup]:
        with translating():
            return list(self._uow.session.scalars(select(CustomerGroup).order_by(customer_groups.c.code)))

    def put_member(self, group_id: CustomerGroupId, account_id: AccountId, now: datetime) -> None:
        row = {"group_id": group_id, "customer_id": account_id, "created_at": now}
        with translating():
            # A customer that begins in this transaction must be there to be referred to.
            self._uow.session.flush()
            self._uow.session.execute(pg_insert(customer_group_members).values(row).on_conflict_do_nothing())

    def remove_member(self, group_id: CustomerGroupId, account_id: AccountId) -> None:
        members = customer_group_members.c
        with translating():
            self._uow.session.execute(delete(customer_group_members).where(members.group_id == group_id, members.customer_id == account_id))

    def of(self, account_id: AccountId) -> list[CustomerGroup]:
        statement = (
            select(CustomerGroup)
            .join(customer_group_members, customer_group_members.c.group_id == customer_groups.c.id)
            .where(customer_group_members.c.customer_id == account_id)
            .order_by(customer_groups.c.code)
        )
        with translating():
            return list(self._uow.session.scalars(statement))


class SqlCustomerNotes:
    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def add(self, note: CustomerNote) -> None:
        row = {
            "id": note.id,
            "customer_id": note.account_id,
            "author": note.author,
            "text": note.text,
            "written_at": note.written_at,
        }
        with translating():
            self._uow.session.flush()  # as above
            self._uow.session.execute(insert(customer_notes).values(row))

    def of(self, account_id: AccountId) -> list[SignedNote]:
        notes = customer_notes.c
        statement = (
            select(customer_notes, STAFF_NAME.label("author_name"))
            .outerjoin(staff_members, signed_by_staff(notes.author))
            .where(notes.customer_id == account_id)
            .order_by(notes.written_at.desc(), notes.id.desc())
            .limit(1_000)
        )
        with translating():
            rows = self._uow.session.execute(statement).all()
        return [SignedNote(row.id, row.author, row.author_name, row.text, row.written_at) for row in rows]

    def remove(self, account_id: AccountId, note_id: UUID) -> None:
        notes = customer_notes.c
        statement = delete(customer_notes).where(notes.id == note_id, notes.customer_id == account_id).returning(notes.id)
        with translating():
            if self._uow.session.execute(statement).scalar_one_or_none() is None:
                raise EntityNotFound("note", str(note_id))
