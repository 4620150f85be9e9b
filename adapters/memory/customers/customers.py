"""Customers, their groups and the notes about them in memory."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.memory.access.signatures import names_by_signature
from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from application.customers.ports import SignedNote
from domain.customers.customer import Customer
from domain.customers.group import CustomerGroup
from domain.customers.note import CustomerNote
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import AccountId, CustomerGroupId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

MEMBERS = "customer_group_members"
NOTES = "customer_notes"


class MemoryCustomers(MemoryRepository[Customer]):
    table_name = "customers"
    kind = "customer"

    def locked(self, key: AccountId) -> Customer | None:
        self._uow.lock_rows()
        return self.find(key)

    def vat_due(self, now: datetime, limit: int) -> list[AccountId]:
        due = sorted((row.vat_due_at, row.id) for row in self._table.rows() if row.vat_due_at is not None and row.vat_due_at <= now)
        return [AccountId(key) for _, key in due[:limit]]


class MemoryCustomerGroups(MemoryRepository[CustomerGroup]):
    table_name = "customer_groups"
    kind = "customer group"
    unique_keys = (UniqueKey("code", lambda row: row.code, lambda row: AlreadyExists("customer group", "code", row.code)),)

    def by_code(self, code: str) -> CustomerGroup:
        found = self._one(lambda group: group.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[CustomerGroup]:
        return sorted(self._table.rows(), key=lambda group: group.code)

    def remove(self, aggregate: CustomerGroup) -> None:
        members = self._uow.table(MEMBERS)
        for key, _ in members.pairs():
            if isinstance(key, tuple) and key[0] == aggregate.id:
                members.delete(key)
        super().remove(aggregate)

    def put_member(self, group_id: CustomerGroupId, account_id: AccountId, now: datetime) -> None:
        self._uow.lock_rows()
        if self.find(group_id) is None:
            raise EntityNotFound("customer group", str(group_id))
        if self._uow.table("customers").get(account_id) is None:
            raise EntityNotFound("customer", str(account_id))
        members = self._uow.table(MEMBERS)
        if members.get((group_id, account_id)) is None:
            members.put((group_id, account_id), now)

    def remove_member(self, group_id: CustomerGroupId, account_id: AccountId) -> None:
        self._uow.table(MEMBERS).delete((group_id, account_id))

    def of(self, account_id: AccountId) -> list[CustomerGroup]:
        joined = {key[0] for key, _ in self._uow.table(MEMBERS).pairs() if isinstance(key, tuple) and key[1] == account_id}
        return [group for group in self.all() if group.id in joined]


class MemoryCustomerNotes:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def add(self, note: CustomerNote) -> None:
        if self._uow.table("customers").get(note.account_id) is None:
            raise EntityNotFound("customer", str(note.account_id))
        self._uow.table(NOTES).put(note.id, note)

    def of(self, account_id: AccountId) -> list[SignedNote]:
        names = names_by_signature(self._uow.table("staff_members").rows())
        notes: list[CustomerNote] = [note for note in self._uow.table(NOTES).rows() if note.account_id == account_id]
        notes.sort(key=lambda note: (note.written_at, note.id), reverse=True)
        return [SignedNote(note.id, note.author, names.get(note.author), note.text, note.written_at) for note in notes]

    def remove(self, account_id: AccountId, note_id: UUID) -> None:
        note = self._uow.table(NOTES).get(note_id)
        if note is None or note.account_id != account_id:
            raise EntityNotFound("note", str(note_id))
        self._uow.table(NOTES).delete(note_id)
