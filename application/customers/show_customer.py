"""Staff look at one customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.customers.records import CustomerRecord, CustomerRecords
from application.shared.actor import Actor
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class ShowCustomer:
    actor: Actor
    account_id: AccountId


@dataclass(frozen=True)
class ShowCustomerHandler:
    permission: ClassVar[str | None] = "customers.read"
    records: CustomerRecords

    def __call__(self, query: ShowCustomer) -> CustomerRecord:
        return self.records.see(query.account_id)
