"""Forgetting in PostgreSQL what was kept for long enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update

from adapters.persistence.errors import translating
from adapters.persistence.metadata import metadata
from adapters.persistence.privacy.personal_data import SqlPersonalData
from adapters.privacy.expiries import PROOFS, Expiry
from adapters.privacy.ruled_retention import Forgetting, RuledRetention
from application.privacy.ports import Removed, RetentionRule
from domain.cart.cart import CartState
from domain.identity.accounts.account import AccountState
from domain.shared.ids import AccountId, MessageId, OrderId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlRetention(RuledRetention):
    """Rows that somebody is changing are left for the next time."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow
        rules = {
            RetentionRule.ABANDONED_CARTS: self._chosen(_abandoned_carts, self._carts),
            RetentionRule.ORDERS: self._chosen(_old_orders, self._orders),
            RetentionRule.CLOSED_ACCOUNTS: self._chosen(_closed_accounts, self._accounts),
            RetentionRule.AUDIT_NETWORKS: self._chosen(_with_network, self._networks),
        }
        super().__init__(lambda expiry: self._chosen(partial(_ended, expiry), partial(self._expired, expiry)), rules)

    def _chosen(self, which: Callable[[datetime], Select[Any]], remove: Callable[[datetime, int], Removed]) -> Forgetting:
        return Forgetting(lambda before: self._count(which(before)), remove)

    def _expired(self, expiry: Expiry, before: datetime, limit: int) -> Removed:
        table = metadata.tables[expiry.table]
        [key] = table.primary_key.columns
        keys = self._keys(_ended(expiry, before).limit(limit).with_for_update(skip_locked=True))
        if not keys:
            return Removed()
        if not expiry.blank:
            self._run(delete(table).where(key.in_(keys)))
        for name, blank in expiry.blank.items():
            self._run(update(table).where(key.in_(keys)).values({name: blank(None)}))
        return Removed(len(keys), tuple(MessageId(each) for each in keys) if expiry.table == "messages" else ())

    def _carts(self, before: datetime, limit: int) -> Removed:
        return Removed(self._uow.carts.purge_expired(before, limit))

    def _orders(self, before: datetime, limit: int) -> Removed:
        placed_at = metadata.tables["orders"].c.placed_at
        keys = self._keys(_old_orders(before).order_by(placed_at).limit(limit).with_for_update(skip_locked=True))
        SqlPersonalData(self._uow).erase_orders(frozenset(OrderId(key) for key in keys))
        return Removed(len(keys))

    def _networks(self, before: datetime, limit: int) -> Removed:
        entries = metadata.tables["audit_entries"]
        keys = self._keys(_with_network(before).limit(limit))
        self._run(update(entries).where(entries.c.id.in_(keys)).values(network="", network_salt=""))
        return Removed(len(keys))

    def _accounts(self, before: datetime, limit: int) -> Removed:
        data = SqlPersonalData(self._uow)
        messages: list[MessageId] = []
        keys = self._keys(_closed_accounts(before).limit(limit).with_for_update(skip_locked=True))
        for key in keys:
            person = data.person(AccountId(key), None)
            if person is not None:
                messages.extend(data.erase(person, before).messages)
        return Removed(len(keys), tuple(messages))

    def _count(self, chosen: Select[Any]) -> int:
        return int(self._run(select(func.count()).select_from(chosen.subquery())).scalar_one())

    def _keys(self, chosen: Select[Any]) -> list[Any]:
        return list(self._run(chosen).scalars())

    def _run(self, statement: Any) -> Any:
        with translating():
            return self._uow.session.execute(statement)


def _ended(expiry: Expiry, before: datetime) -> Select[Any]:
    table = metadata.tables[expiry.table]
    c = table.c
    instants = [c[name] for name in expiry.since]
    ended = instants[0] if len(instants) == 1 else func.coalesce(*instants)
    only: list[ColumnElement[bool]] = [c[name].is_(None) if value is None else c[name] == value for name, value in expiry.only.items()]
    but = [c[name] != value for name, value in expiry.but.items()]
    return select(*table.primary_key.columns).where(and_(ended <= before, *only, *but))


def _abandoned_carts(before: datetime) -> Select[Any]:
    carts = metadata.tables["carts"]
    return select(carts.c.id).where(carts.c.state == CartState.OPEN, carts.c.expires_at <= before)


def _with_network(before: datetime) -> Select[Any]:
    entries = metadata.tables["audit_entries"]
    return select(entries.c.id).where(entries.c.at <= before, entries.c.network != "")


def _old_orders(before: datetime) -> Select[Any]:
    """Those that still name somebody, or say by a number or certificate to whom no tax was charged."""
    orders = metadata.tables["orders"]
    proofs = [func.coalesce(func.jsonb_extract_path_text(orders.c.terms, "relief", name), "") != "" for name in PROOFS]
    return select(orders.c.id).where(orders.c.placed_at <= before, or_(orders.c.email != "", *proofs))


def _closed_accounts(before: datetime) -> Select[Any]:
    """Those that no order refers to, neither as theirs nor under an address of theirs."""
    accounts, orders, changes = (metadata.tables[name] for name in ("accounts", "orders", "email_changes"))
    former = select(func.lower(changes.c.former)).where(changes.c.account_id == accounts.c.id, changes.c.confirmed_at.is_not(None))
    address = func.lower(orders.c.email)
    theirs = or_(orders.c.account_id == accounts.c.id, address == accounts.c.email_key, address.in_(former.scalar_subquery()))
    closed = and_(accounts.c.state == AccountState.CLOSED, accounts.c.closed_at <= before)
    return select(accounts.c.id).where(closed, ~exists().where(theirs))
