"""Everything about a person, in memory: found, shown, erased by the rules that each context declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import FrozenInstanceError, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapters.privacy.rules import NOTHING_MORE, OF_ORDERS, RULES, Blank, By, Rule, every_rule
from adapters.privacy.shown import shown
from application.privacy.ports import Erased, Person, Sections
from domain.identity.accounts.account import AccountState
from domain.orders.states import FulfilmentStatus, OrderState
from domain.shared.ids import AccountId, MessageId, OrderId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

Keys = Mapping[By, frozenset[Any]]


class MemoryPersonalData:
    """The twin of SqlPersonalData, by the same rules."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def person(self, account_id: AccountId | None, email: str | None, *, held: bool = False) -> Person | None:
        wanted = (email or "").lower()
        accounts = sorted(self._uow.table("accounts").rows(), key=lambda each: each.state is AccountState.CLOSED)
        for account in accounts:
            if account.id == account_id or (account_id is None and account.email_key == wanted):
                changes = self._uow.table("email_changes").rows()
                former = {row.former.lower() for row in changes if row.account_id == account.id and row.confirmed_at is not None}
                others = {each.email_key for each in accounts if each.id != account.id and each.state is not AccountState.CLOSED}
                return Person(account.id, frozenset({account.email_key, *former}) - others)
        if account_id is not None or not email:
            return None
        guest = Person(None, frozenset({wanted}))
        keys = self._keys(guest)
        return guest if any(next(self._mine(rule, keys), None) for _, rule in every_rule()) else None

    def open_orders(self, person: Person) -> Sequence[str]:
        theirs = self._keys(person)[By.ORDER]
        orders = sorted((row for row in self._uow.table("orders").rows() if row.id in theirs), key=lambda row: row.placed_at)
        return [row.number for row in orders if row.state is OrderState.OPEN and row.fulfilment is not FulfilmentStatus.FULFILLED]

    def export(self, person: Person) -> Sections:
        keys = self._keys(person)
        return {
            context: {rule.table: [shown(_fields(row)) for _, row in self._mine(rule, keys)] for rule in rules if rule.exported}
            for context, rules in RULES.items()
        }

    def erase(self, person: Person, now: datetime) -> Erased:
        keys = self._keys(person)
        copies = tuple(MessageId(row.id) for row in self._uow.table("messages").rows() if row.recipient.lower() in person.emails)
        rows = Counter[str]()
        for _, rule in every_rule():
            rows[rule.table] += self._apply(rule, keys)
        return Erased({name: count for name, count in rows.items() if count}, copies)

    def erase_orders(self, ids: frozenset[OrderId]) -> None:
        """Orders without whoever bought, once the tax office may not ask any more."""
        orders = [row for row in self._uow.table("orders").rows() if row.id in ids]
        keys = {By.ORDER: ids, **self._bought(ids, frozenset(order.cart_id for order in orders))}
        for context in OF_ORDERS:
            for rule in RULES[context]:
                self._apply(rule, keys, rule.later)

    def _bought(self, orders: frozenset[Any], carts: frozenset[Any]) -> Keys:
        paid = (row.id for row in self._uow.table("payments").rows() if row.order_id in orders or row.cart_id in carts)
        return {By.CART: carts, By.PAYMENT: frozenset(paid)}

    def _keys(self, person: Person) -> Keys:
        own = frozenset() if person.account_id is None else frozenset({person.account_id})

        def mine(row: Any) -> bool:
            account_id = getattr(row, "account_id", None)
            return account_id in own or (account_id is None and (getattr(row, "email", None) or "").lower() in person.emails)

        orders = [row for row in self._uow.table("orders").rows() if mine(row)]
        ids = frozenset(row.id for row in orders)
        held = (row.id for name in ("checkouts", "carts") for row in self._uow.table(name).rows() if mine(row))
        carts = frozenset({*(row.cart_id for row in orders), *held})
        return {By.ACCOUNT: own, By.EMAIL: person.emails, By.ORDER: ids, **self._bought(ids, carts)}

    def _mine(self, rule: Rule, keys: Keys) -> Iterator[tuple[Any, Any]]:
        if rule.part_of is not None:
            table, name = rule.part_of
            by = By.ORDER if table == "orders" else By.PAYMENT
            whole = by in rule.keys.values()
            for row in self._uow.table(table).rows():
                if not whole or row.id in keys[by]:
                    yield from ((row, part) for part in getattr(row, name) if whole or _names(part, rule, keys))
            return
        for key, row in self._uow.table(rule.table).pairs():
            for name, by in (rule.memory_keys or rule.keys).items():
                value = getattr(row, name, None)
                if value is not None and (value.lower() if by is By.EMAIL else value) in keys.get(by, ()):
                    yield key, row
                    break

    def _apply(self, rule: Rule, keys: Keys, later: Mapping[str, Blank] = NOTHING_MORE) -> int:
        found = list(self._mine(rule, keys))
        for place, row in found:
            if not rule.blank:
                self._uow.table(rule.table).delete(place)
            else:
                _blank(rule, {**rule.blank, **later}, place, row)
        return len(found)


def _names(part: Any, rule: Rule, keys: Keys) -> bool:
    return any(getattr(part, column) in keys.get(kind, ()) for column, kind in rule.keys.items())


def _blank(rule: Rule, blanks: Mapping[str, Blank], place: Any, row: Any) -> None:
    values = {name: blank(getattr(row, name)) for name, blank in blanks.items() if hasattr(row, name)}
    try:
        for name, value in values.items():
            setattr(row, name, value)
    except FrozenInstanceError:
        parts = getattr(place, rule.part_of[1]) if rule.part_of else []
        parts[parts.index(row)] = replace(row, **values)


def _fields(row: Any) -> dict[str, Any]:
    return dict(vars(row)) if hasattr(row, "__dict__") else {name: getattr(row, name) for name in type(row).__slots__}
