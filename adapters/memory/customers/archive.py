"""Customers as staff read them, from memory."""

from __future__ import annotations

from adapters.memory.customers.customers import MEMBERS
from adapters.memory.database import MemoryDatabase
from application.customers.ports import CustomerFilter, CustomerSummary
from application.shared.pagination import Page, instant_cursor, read_instant_cursor
from domain.identity.accounts.account import Account
from domain.shared.ids import AccountId


class MemoryCustomerArchive:
    """The twin of SqlCustomerArchive."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def page(self, wanted: CustomerFilter, cursor: str | None, limit: int) -> Page[CustomerSummary]:
        found = sorted(self._database.committed("accounts"), key=lambda account: (account.created_at, account.id), reverse=True)
        before = None if cursor is None else read_instant_cursor(cursor)
        placed = [account for account in found if before is None or (account.created_at, account.id) < before]
        rows = [summary for account in placed if _fits(summary := self._summary(account), wanted)]
        items = tuple(rows[:limit])
        return Page(items, instant_cursor(items[-1].registered_at, items[-1].id) if len(rows) > limit else None)

    def _summary(self, account: Account) -> CustomerSummary:
        customer = self._database.committed_row("customers", account.id)
        orders = [order for order in self._database.committed("orders") if order.account_id == account.id]
        return CustomerSummary(
            id=account.id,
            email=account.email,
            first_name=account.first_name,
            last_name=account.last_name,
            phone=customer.phone if customer else "",
            state=account.state,
            tags=customer.tags if customer else (),
            groups=self._groups(account.id),
            order_count=len(orders),
            registered_at=account.created_at,
        )

    def _groups(self, account_id: AccountId) -> tuple[str, ...]:
        with self._database.lock:
            joined = {key[0] for key in self._database.table(MEMBERS) if isinstance(key, tuple) and key[1] == account_id}
        return tuple(sorted(group.code for group in self._database.committed("customer_groups") if group.id in joined))


def _fits(row: CustomerSummary, wanted: CustomerFilter) -> bool:
    beginnings = (row.email.lower(), row.first_name.lower(), row.last_name.lower(), row.phone)
    words = (wanted.search or "").lower().split()[:5]
    return (
        (wanted.state is None or row.state is wanted.state)
        and (wanted.tag is None or wanted.tag.strip().lower() in row.tags)
        and (wanted.group is None or wanted.group in row.groups)
        and all(any(text.startswith(word) for text in beginnings) for word in words)
    )
