"""Carts in PostgreSQL: the hottest rows of the shop, read and written by one prepared statement each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import CursorResult, delete

from adapters.ascii_case import lowered
from adapters.codec import currency, decode, encode
from adapters.persistence import locks
from adapters.persistence.cart.tables import carts
from adapters.persistence.checkout.tables import checkouts
from adapters.persistence.errors import translating
from adapters.persistence.prepared import Prepared
from domain.cart.cart import Cart, CartLine, CartState
from domain.cart.errors import CartNotFound
from domain.shared.errors import ConcurrencyConflict, EntityNotFound
from domain.shared.ids import AccountId, CartId, ChannelId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_SELECT = "SELECT id, token, channel_id, currency, locale, account_id, state, lines, expires_at, created_at, updated_at, version FROM carts"
_BY_TOKEN = Prepared("stoa_cart_by_token", "varchar", f"{_SELECT} WHERE token = $1")
_BY_ID = Prepared("stoa_cart_by_id", "uuid", f"{_SELECT} WHERE id = $1")
_LOCKED = Prepared("stoa_cart_locked", "varchar", f"{_SELECT} WHERE token = $1 {locks.OF_ONE_ROW}")
_OF = f"{_SELECT} WHERE account_id = $1 AND channel_id = $2 AND state = 'open'"
_BY_ACCOUNT = Prepared("stoa_cart_of_account", "uuid, uuid", _OF)
_LOCKED_OF = Prepared("stoa_cart_locked_of", "uuid, uuid", f"{_OF} {locks.OF_ONE_ROW}")
_LEFT_BY = """
    SELECT c.id, c.token, c.channel_id, c.currency, c.locale, c.account_id, c.state, c.lines, c.expires_at, c.created_at, c.updated_at,
           c.version
    FROM checkouts k JOIN carts c ON c.id = k.id
    WHERE lower(k.email COLLATE "C") = $1 AND k.account_id IS NULL AND c.account_id IS NULL
"""
_ALL_LEFT_BY = Prepared(
    "stoa_carts_left_by",
    "varchar, timestamptz, integer",
    f"{_LEFT_BY} AND c.state = 'open' AND c.expires_at > $2 AND c.lines <> '[]' ORDER BY c.updated_at DESC, c.id DESC LIMIT $3",
)
_LOCKED_LEFT_BY = Prepared("stoa_cart_left_by", "varchar, uuid", f"{_LEFT_BY} AND c.id = $2 {locks.OF_ONE_ROW} OF c, k")
_INSERT = Prepared(
    "stoa_cart_insert",
    "uuid, varchar, uuid, varchar, varchar, uuid, varchar, jsonb, timestamptz, timestamptz, timestamptz",
    "INSERT INTO carts (id, token, channel_id, currency, locale, account_id, state, lines, expires_at, created_at, updated_at, version) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
)
_UPDATE = Prepared(
    "stoa_cart_update",
    "uuid, integer, varchar, uuid, varchar, jsonb, timestamptz, timestamptz",
    "UPDATE carts SET locale = $3, account_id = $4, state = $5, lines = $6, expires_at = $7, updated_at = $8, version = version + 1 "
    "WHERE id = $1 AND version = $2",
)


@dataclass
class _Known:
    """A cart of this transaction; `stored` is None for a new one."""

    cart: Cart
    stored: tuple[Any, ...] | None


class SqlCarts:
    """See `application.cart.ports.Carts`. Not mapped: loading and writing one row by hand costs a third of the library's way."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow
        self._known: dict[CartId, _Known] = {}
        uow.before_commit(self._write)

    def get(self, key: CartId) -> Cart:
        found = self.find(key)
        if found is None:
            raise EntityNotFound("cart", str(key))
        return found

    def find(self, key: CartId) -> Cart | None:
        return self._known[key].cart if key in self._known else self._find(_BY_ID, key)

    def by_token(self, token: str) -> Cart:
        return self._find(_BY_TOKEN, token) or _missing()

    def locked(self, token: str) -> Cart:
        return self._find(_LOCKED, token) or _missing()

    def find_of(self, account_id: AccountId, channel_id: ChannelId) -> Cart | None:
        return self._find(_BY_ACCOUNT, account_id, channel_id)

    def locked_of(self, account_id: AccountId, channel_id: ChannelId) -> Cart | None:
        with translating():
            locks.lock_account_cart(self._uow.session, account_id, channel_id)
        return self._find(_LOCKED_OF, account_id, channel_id)

    def left_by(self, email: str, now: datetime, limit: int) -> list[Cart]:
        with translating():
            rows = _ALL_LEFT_BY.run(self._uow.connection, lowered(email), now, limit).all()
        return [self._of(row) for row in rows]

    def locked_left_by(self, email: str, cart_id: CartId) -> Cart | None:
        return self._find(_LOCKED_LEFT_BY, lowered(email), cart_id)

    def forget_checkout(self, cart_id: CartId) -> None:
        with translating():
            self._uow.session.execute(delete(checkouts).where(checkouts.c.id == cart_id))

    def drop(self, aggregate: Cart) -> None:
        self._known.pop(aggregate.id, None)
        with translating():
            self._uow.session.execute(delete(carts).where(carts.c.id == aggregate.id))

    def in_payment(self, cart_id: CartId) -> bool:
        with translating():
            return locks.checkout_in_payment(self._uow.session, cart_id)

    def add(self, aggregate: Cart) -> None:
        self._known[aggregate.id] = _Known(aggregate, None)
        self._uow.track(aggregate)

    def purge_expired(self, now: datetime, limit: int) -> int:
        with translating():
            result = self._uow.session.execute(delete(carts).where(carts.c.id.in_(locks.expired_carts(now, limit))))
        assert isinstance(result, CursorResult)  # nosec B101
        return result.rowcount

    def _find(self, statement: Prepared, *keys: str | UUID) -> Cart | None:
        with translating():
            row = statement.run(self._uow.connection, *keys).one_or_none()
        return None if row is None else self._of(row)

    def _of(self, row: Any) -> Cart:
        known = self._known.get(row.id)
        # One object a cart and transaction; a row that moved on since is taken over unless it was changed here already.
        if known is not None and (known.cart.version == row.version or known.stored != _state(known.cart)):
            return known.cart
        cart = _restored(row, known.cart if known else Cart.__new__(Cart))
        self._known[cart.id] = _Known(cart, _state(cart))
        self._uow.track(cart)
        return cart

    def _write(self) -> None:
        connection = self._uow.connection if self._known else None
        for known in self._known.values():
            cart, state = known.cart, _state(known.cart)
            if connection is None or known.stored == state:
                continue
            if known.stored is None:
                origin = (cart.id, cart.token, cart.channel_id, cart.currency.code, cart.locale, cart.account_id)
                _INSERT.later(connection, *origin, *_row(cart)[2:5], cart.created_at, cart.updated_at)
            elif _UPDATE.run(connection, cart.id, cart.version, *_row(cart), cart.updated_at).rowcount == 0:
                raise ConcurrencyConflict("cart")
            cart.version += 1
            known.stored = state


def _missing() -> Cart:
    raise CartNotFound


def _state(cart: Cart) -> tuple[Any, ...]:
    """Everything that may change; values are immutable."""
    return (cart.locale, cart.account_id, cart.state, cart.lines, cart.expires_at, cart.updated_at)


def _row(cart: Cart) -> tuple[Any, ...]:
    lines = orjson.dumps(encode(cart.lines)).decode()
    return (cart.locale, cart.account_id, cart.state.value, lines, cart.expires_at)


def _restored(row: Any, cart: Cart) -> Cart:
    cart.id, cart.token, cart.channel_id = row.id, row.token, row.channel_id
    cart.currency, cart.locale, cart.account_id = currency(row.currency), row.locale, row.account_id
    cart.state, cart.expires_at = CartState(row.state), row.expires_at
    cart.lines = decode(tuple[CartLine, ...], row.lines)
    cart.created_at, cart.updated_at, cart.version = row.created_at, row.updated_at, row.version
    cart._events = []
    return cart
