"""Staff write down what others should know about a customer, and strike it out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application.customers.ports import CustomersUnitOfWork
from application.customers.profiles import Profile
from application.customers.records import CustomerRecord, CustomerRecords
from application.shared.actor import Actor
from application.shared.ids import Ids
from domain.customers.note import CustomerNote
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class WriteNote:
    actor: Actor
    account_id: AccountId
    text: str


@dataclass(frozen=True)
class WriteNoteHandler:
    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords
    ids: Ids

    def __call__(self, command: WriteNote) -> CustomerRecord:
        def write(uow: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            # A note hangs on a stored customer: one that just begins is stored with this change.
            profile.customer.described(now)
            note = CustomerNote.written(self.ids.new(), command.account_id, command.actor.signature, command.text, now)
            uow.customer_notes.add(note)

        return self.records.change(command.account_id, None, write)


@dataclass(frozen=True)
class RemoveNote:
    actor: Actor
    account_id: AccountId
    note_id: UUID


@dataclass(frozen=True)
class RemoveNoteHandler:
    """Raises EntityNotFound, also for a note about somebody else."""

    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords

    def __call__(self, command: RemoveNote) -> CustomerRecord:
        def remove(uow: CustomersUnitOfWork, _: Profile, __: datetime) -> None:
            uow.customer_notes.remove(command.account_id, command.note_id)

        return self.records.change(command.account_id, None, remove)
