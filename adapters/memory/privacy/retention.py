"""Forgetting in memory what was kept for long enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.memory.audit.log import ENTRIES
from adapters.memory.privacy.personal_data import MemoryPersonalData
from adapters.privacy.expiries import PROOFS, Expiry
from adapters.privacy.ruled_retention import Forgetting, RuledRetention
from application.privacy.ports import Removed, RetentionRule
from domain.audit.entry import AuditEntry
from domain.identity.accounts.account import AccountState
from domain.shared.ids import MessageId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryRetention(RuledRetention):
    """The twin of SqlRetention, by the same conditions."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow
        rules = {
            RetentionRule.ABANDONED_CARTS: self._chosen(self._abandoned_carts, self._carts),
            RetentionRule.ORDERS: self._chosen(self._old_orders, self._orders),
            RetentionRule.CLOSED_ACCOUNTS: self._chosen(self._closed_accounts, self._accounts),
            RetentionRule.AUDIT_NETWORKS: self._chosen(self._with_network, self._networks),
        }
        super().__init__(lambda expiry: self._chosen(partial(self._ended, expiry), partial(self._expired, expiry)), rules)

    def _chosen(self, which: Callable[[datetime], Sequence[Any]], remove: Callable[[datetime, int], Removed]) -> Forgetting:
        return Forgetting(lambda before: len(which(before)), remove)

    def remove(self, rule: RetentionRule, before: datetime, limit: int) -> Removed:
        self._uow.lock_rows()
        return super().remove(rule, before, limit)

    def _abandoned_carts(self, before: datetime) -> list[Any]:
        return [cart for cart in self._uow.table("carts").rows() if cart.has_expired(before)]

    def _carts(self, before: datetime, limit: int) -> Removed:
        return Removed(self._uow.carts.purge_expired(before, limit))

    def _orders(self, before: datetime, limit: int) -> Removed:
        orders = self._old_orders(before)[:limit]
        MemoryPersonalData(self._uow).erase_orders(frozenset(order.id for order in orders))
        return Removed(len(orders))

    def _expired(self, expiry: Expiry, before: datetime, limit: int) -> Removed:
        keys = [key for key, _ in self._ended(expiry, before)[:limit]]
        for key in keys:
            if not expiry.blank:
                for table in (expiry.table, *expiry.parts):
                    self._uow.table(table).delete(key)
            for name, blank in expiry.blank.items():
                setattr(self._uow.table(expiry.table).get(key), name, blank(None))
        return Removed(len(keys), tuple(MessageId(key) for key in keys) if expiry.table == "messages" else ())

    def _ended(self, expiry: Expiry, before: datetime) -> list[tuple[Any, Any]]:
        return [(key, row) for key, row in self._uow.table(expiry.table).pairs() if _fits(row, expiry, before)]

    def _networks(self, before: datetime, limit: int) -> Removed:
        entries = self._with_network(before)[:limit]
        for entry in entries:
            self._uow.table(ENTRIES).put(entry.id, replace(entry, network="", network_salt=""))
        return Removed(len(entries))

    def _with_network(self, before: datetime) -> list[AuditEntry]:
        return [entry for entry in self._uow.table(ENTRIES).rows() if entry.network and entry.at <= before]

    def _accounts(self, before: datetime, limit: int) -> Removed:
        data = MemoryPersonalData(self._uow)
        messages: list[MessageId] = []
        found = self._closed_accounts(before)[:limit]
        for account in found:
            person = data.person(account.id, None)
            if person is not None:
                messages.extend(data.erase(person, before).messages)
        return Removed(len(found), tuple(messages))

    def _old_orders(self, before: datetime) -> list[Any]:
        def says_who(order: Any) -> bool:
            return order.email != "" or any(getattr(order.terms.relief, name, "") for name in PROOFS)

        return [order for order in self._uow.table("orders").rows() if order.placed_at <= before and says_who(order)]

    def _closed_accounts(self, before: datetime) -> list[Any]:
        orders = list(self._uow.table("orders").rows())
        changes = [row for row in self._uow.table("email_changes").rows() if row.confirmed_at is not None]
        ended = [
            account
            for account in self._uow.table("accounts").rows()
            if account.state is AccountState.CLOSED and account.closed_at <= before
        ]

        def ordered(account: Any) -> bool:
            addresses = {account.email_key, *(row.former.lower() for row in changes if row.account_id == account.id)}
            return any(order.account_id == account.id or order.email.lower() in addresses for order in orders)

        return [account for account in ended if not ordered(account)]


def _fits(row: Any, expiry: Expiry, before: datetime) -> bool:
    ended = next((at for name in expiry.since if (at := getattr(row, name)) is not None), None)
    if ended is None or ended > before:
        return False
    has = all(getattr(row, name) == value for name, value in expiry.only.items())
    return has and not any(getattr(row, name) == value for name, value in expiry.but.items())
