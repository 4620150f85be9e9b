"""Consents, requests and everything about a person, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import FrozenInstanceError, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapters.memory.repository import MemoryRepository
from adapters.privacy.rules import RULES, By, Rule, every_rule
from adapters.privacy.shown import shown
from application.privacy.ports import Erased, Person, Sections
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure, ErasureState
from domain.shared.ids import AccountId, ErasureId, MessageId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

Keys = Mapping[By, frozenset[Any]]


class MemoryConsents(MemoryRepository[Consent]):
    table_name = "consents"
    kind = "consent"

    def of(self, person: Person) -> Sequence[Consent]:
        rows: list[Consent] = list(self._table.rows())
        mine = [
            row
            for row in rows
            if (row.account_id is not None and row.account_id == person.account_id)
            or (row.email is not None and row.email in person.emails)
        ]
        for row in mine:
            self._uow.track(row)
        return sorted(mine, key=lambda row: (row.given_at, row.id), reverse=True)


class MemoryDataExports(MemoryRepository[DataExport]):
    table_name = "data_exports"
    kind = "export"

    def of(self, account_id: AccountId) -> Sequence[DataExport]:
        mine = [row for row in self._table.rows() if row.account_id == account_id]
        return sorted(mine, key=lambda row: (row.requested_at, row.id), reverse=True)

    def expired(self, now: datetime, limit: int) -> Sequence[DataExport]:
        return [row for row in self._table.rows() if row.expires_at is not None and row.expires_at <= now][:limit]


class MemoryErasures(MemoryRepository[Erasure]):
    table_name = "erasures"
    kind = "erasure"

    def waiting_of(self, account_id: AccountId) -> Erasure | None:
        return self._one(lambda row: row.account_id == account_id and row.state is ErasureState.WAITING)

    def due(self, now: datetime, limit: int, but: frozenset[ErasureId] = frozenset()) -> Sequence[Erasure]:
        rows = [row for row in self._table.rows() if row.state is ErasureState.WAITING and row.due_at <= now and row.id not in but]
        return sorted(rows, key=lambda row: (row.due_at, row.id))[:limit]


class MemoryPersonalData:
    """The twin of SqlPersonalData, by the same rules."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def person(self, account_id: AccountId | None, email: str | None) -> Person | None:
        wanted = (email or "").lower()
        for account in self._uow.table("accounts").rows():
            if account.id == account_id or (account_id is None and account.email_key == wanted):
                changes = self._uow.table("email_changes").rows()
                former = {row.former.lower() for row in changes if row.account_id == account.id and row.confirmed_at is not None}
                return Person(account.id, frozenset({account.email_key, *former}))
        if account_id is not None or not email:
            return None
        guest = Person(None, frozenset({wanted}))
        keys = self._keys(guest)
        return guest if any(next(self._mine(rule, keys), None) for _, rule in every_rule()) else None

    def export(self, person: Person) -> Sections:
        keys = self._keys(person)
        return {
            context: {rule.table: [shown(_fields(row)) for _, row in self._mine(rule, keys)] for rule in rules if rule.exported}
            for context, rules in RULES.items()
        }

    def erase(self, person: Person, now: datetime) -> Erased:
        keys = self._keys(person)
        copies = tuple(MessageId(row.id) for row in self._uow.table("messages").rows() if row.recipient.lower() in person.emails)
        rows = {rule.table: self._apply(rule, keys) for _, rule in every_rule()}
        return Erased({name: count for name, count in rows.items() if count}, copies)

    def _keys(self, person: Person) -> Keys:
        own = frozenset() if person.account_id is None else frozenset({person.account_id})

        def mine(row: Any) -> bool:
            return getattr(row, "account_id", None) in own or (getattr(row, "email", None) or "").lower() in person.emails

        orders = [row for row in self._uow.table("orders").rows() if mine(row)]
        ids = frozenset(row.id for row in orders)
        held = (row.id for name in ("checkouts", "carts") for row in self._uow.table(name).rows() if mine(row))
        carts = frozenset({*(row.cart_id for row in orders), *held})
        paid = frozenset(row.id for row in self._uow.table("payments").rows() if row.order_id in ids or row.cart_id in carts)
        return {By.ACCOUNT: own, By.EMAIL: person.emails, By.ORDER: ids, By.CART: carts, By.PAYMENT: paid}

    def _mine(self, rule: Rule, keys: Keys) -> Iterator[tuple[Any, Any]]:
        if rule.part_of is not None:
            table, name = rule.part_of
            by = By.ORDER if table == "orders" else By.PAYMENT
            for row in self._uow.table(table).rows():
                if row.id in keys[by]:
                    yield from ((row, part) for part in getattr(row, name))
            return
        for key, row in self._uow.table(rule.table).pairs():
            for name, by in (rule.memory_keys or rule.keys).items():
                value = getattr(row, name, None)
                if value is not None and (value.lower() if by is By.EMAIL else value) in keys[by]:
                    yield key, row
                    break

    def _apply(self, rule: Rule, keys: Keys) -> int:
        found = list(self._mine(rule, keys))
        for place, row in found:
            if not rule.blank:
                self._uow.table(rule.table).delete(place)
            else:
                _blank(rule, place, row)
        return len(found)


def _blank(rule: Rule, place: Any, row: Any) -> None:
    values = {name: blank(getattr(row, name)) for name, blank in rule.blank.items() if hasattr(row, name)}
    try:
        for name, value in values.items():
            setattr(row, name, value)
    except FrozenInstanceError:
        parts = getattr(place, rule.part_of[1]) if rule.part_of else []
        parts[parts.index(row)] = replace(row, **values)


def _fields(row: Any) -> dict[str, Any]:
    return dict(vars(row)) if hasattr(row, "__dict__") else {name: getattr(row, name) for name in type(row).__slots__}
