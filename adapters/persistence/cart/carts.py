"""Carts in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select

from adapters.persistence import locks
from adapters.persistence.cart.tables import carts
from adapters.persistence.errors import translating
from adapters.persistence.repository import SqlRepository
from domain.cart.cart import Cart
from domain.cart.errors import CartNotFound


class SqlCarts(SqlRepository[Cart]):
    entity = Cart
    kind = "cart"

    def by_token(self, token: str) -> Cart:
        return self._found(select(Cart).where(carts.c.token == token))

    def locked(self, token: str) -> Cart:
        return self._found(locks.cart_by_token(token))

    def _found(self, statement: Any) -> Cart:
        with translating():
            found = self._tracked(self._uow.session.scalars(statement).one_or_none())
        if found is None:
            raise CartNotFound
        return found

    def purge_expired(self, now: datetime, limit: int) -> int:
        with translating():
            result = self._uow.session.execute(delete(carts).where(carts.c.id.in_(locks.expired_carts(now, limit))))
        assert isinstance(result, CursorResult)
        return result.rowcount
