"""Everything that the tables know about a person: found, shown, erased by the rules that each context declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, and_, cast, delete, false, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.types import LargeBinary

from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.metadata import metadata
from adapters.privacy.rules import NOTHING_MORE, OF_ORDERS, RULES, Blank, By, Rule, every_rule
from adapters.privacy.shown import shown
from application.privacy.ports import Erased, Person, Sections
from domain.identity.accounts.account import AccountState
from domain.orders.states import FulfilmentStatus, OrderState
from domain.shared.ids import AccountId, MessageId, OrderId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

Keys = Mapping[By, frozenset[Any]]


def _table(name: str) -> Table:
    return metadata.tables[name]


def _account(person: Person) -> frozenset[Any]:
    return frozenset() if person.account_id is None else frozenset({person.account_id})


class SqlPersonalData:
    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def person(self, account_id: AccountId | None, email: str | None, *, held: bool = False) -> Person | None:
        accounts, changes = _table("accounts").c, _table("email_changes").c
        wanted = accounts.id == account_id if account_id is not None else accounts.email_key == (email or "").lower()
        closed = accounts.state == AccountState.CLOSED
        account = select(accounts.id, accounts.email_key).where(wanted).order_by(closed).limit(1)
        row = self._run(locks.leaving(account) if held else account).first()
        if row is not None:
            former = self._run(select(changes.former).where(changes.account_id == row.id, changes.confirmed_at.is_not(None))).scalars()
            emails = {row.email_key, *(each.lower() for each in former)}
            # An address that was given up may be somebody else's by now.
            others = select(accounts.email_key).where(accounts.email_key.in_(emails), accounts.id != row.id, ~closed)
            return Person(AccountId(row.id), frozenset(emails - set(self._run(others).scalars())))
        if account_id is not None or not email:
            return None
        guest = Person(None, frozenset({email.lower()}))
        keys = self._keys(guest)
        known = any(self._known(rule, keys) for _, rule in every_rule())
        return guest if known else None

    def _known(self, rule: Rule, keys: Keys) -> bool:
        table = _table(rule.table)
        one = select(literal(1)).select_from(table).where(self._is(table, rule.keys, keys)).limit(1)
        return self._run(one).first() is not None

    def open_orders(self, person: Person) -> Sequence[str]:
        orders = _table("orders")
        unsent = and_(orders.c.state == OrderState.OPEN, orders.c.fulfilment != FulfilmentStatus.FULFILLED)
        own: Keys = {By.ACCOUNT: _account(person), By.EMAIL: person.emails}
        return list(self._run(select(orders.c.number).where(unsent, self._bought_by(orders, own)).order_by(orders.c.placed_at)).scalars())

    def export(self, person: Person) -> Sections:
        keys = self._keys(person)
        return {
            context: {rule.table: [shown(row) for row in self._run(self._mine(rule, keys)).mappings()] for rule in rules if rule.exported}
            for context, rules in RULES.items()
        }

    def erase(self, person: Person, now: datetime) -> Erased:
        self._uow.session.flush()
        keys = self._keys(person)
        messages = _table("messages").c
        copies = self._run(select(messages.id).where(self._is(_table("messages"), {"recipient": By.EMAIL}, keys))).scalars().all()
        rows = {"idempotency_keys": self._forget_answers(keys)}
        for _, rule in every_rule():
            rows[rule.table] = rows.get(rule.table, 0) + self._apply(rule, keys)
        return Erased({name: count for name, count in rows.items() if count}, tuple(MessageId(key) for key in copies))

    def erase_orders(self, ids: frozenset[OrderId]) -> None:
        """Orders without whoever bought, once the tax office may not ask any more."""
        orders = _table("orders").c
        carts = frozenset(self._run(select(orders.cart_id).where(orders.id.in_(ids))).scalars())
        keys = {By.ORDER: ids, By.CART: carts, By.PAYMENT: self._paid({By.ORDER: ids, By.CART: carts})}
        for context in OF_ORDERS:
            for rule in RULES[context]:
                self._apply(rule, keys, rule.later)

    def _paid(self, keys: Keys) -> frozenset[Any]:
        payments = _table("payments")
        found = select(payments.c.id).where(self._is(payments, {"order_id": By.ORDER, "cart_id": By.CART}, keys))
        return frozenset(self._run(found).scalars())

    def _keys(self, person: Person) -> Keys:
        """Whatever stands for the person in other tables."""
        own: dict[By, frozenset[Any]] = {
            By.ACCOUNT: _account(person),
            By.EMAIL: person.emails,
        }
        orders, checkouts, carts = (_table(name) for name in ("orders", "checkouts", "carts"))
        found = self._run(select(orders.c.id, orders.c.cart_id).where(self._bought_by(orders, own))).all()
        own[By.ORDER] = frozenset(row.id for row in found)
        begun = self._run(select(checkouts.c.id).where(self._bought_by(checkouts, own))).scalars().all()
        filled = self._run(select(carts.c.id).where(self._is(carts, {"account_id": By.ACCOUNT}, own))).scalars().all()
        own[By.CART] = frozenset({*(row.cart_id for row in found), *begun, *filled})
        own[By.PAYMENT] = self._paid(own)
        return own

    def _bought_by(self, table: Table, own: Keys) -> ColumnElement[bool]:
        """By account; by address only where no account bought: it may be written in another's order."""
        as_guest = and_(table.c.account_id.is_(None), self._is(table, {"email": By.EMAIL}, own))
        return or_(self._is(table, {"account_id": By.ACCOUNT}, own), as_guest)

    @staticmethod
    def _is(table: Table, columns: Mapping[str, By], keys: Keys) -> ColumnElement[bool]:
        fits = [
            (func.lower(table.c[name]) if by is By.EMAIL else table.c[name]).in_(keys[by]) for name, by in columns.items() if keys.get(by)
        ]
        return or_(false(), *fits)

    def _mine(self, rule: Rule, keys: Keys) -> Any:
        table = _table(rule.table)
        return select(table).where(self._is(table, rule.keys, keys))

    def _apply(self, rule: Rule, keys: Keys, later: Mapping[str, Blank] = NOTHING_MORE) -> int:
        table = _table(rule.table)
        mine = self._is(table, rule.keys, keys)
        if not rule.blank:
            return int(self._run(delete(table).where(mine)).rowcount)
        blanks = {**rule.blank, **later}
        columns = [table.c[name] for name in blanks]
        rows = self._run(select(table.c.id, *columns).where(mine)).mappings().all()
        for row in rows:
            values = {name: blank(row[name]) for name, blank in blanks.items()}
            self._run(update(table).where(table.c.id == row["id"]).values(**values))
        return len(rows)

    def _forget_answers(self, keys: Keys) -> int:
        """Kept answers are found by what they say: addresses, ids, numbers and tokens of the person."""
        needles = {str(key) for kind in (By.EMAIL, By.ACCOUNT, By.ORDER, By.CART) for key in keys[kind]}
        for name, column, by in (("orders", "token", By.ORDER), ("orders", "number", By.ORDER), ("carts", "token", By.CART)):
            table = _table(name)
            needles |= set(self._run(select(table.c[column]).where(table.c.id.in_(keys[by]))).scalars())
        answers = _table("idempotency_keys")
        said = [
            or_(
                answers.c.scope.contains(needle, autoescape=True),
                func.position(cast(needle.encode(), LargeBinary).op("IN")(func.coalesce(answers.c.body, cast(b"", BYTEA)))) > 0,
            )
            for needle in needles
        ]
        return int(self._run(delete(answers).where(or_(false(), *said))).rowcount) if said else 0

    def _run(self, statement: Any) -> Any:
        with translating():
            return self._uow.session.execute(statement)
