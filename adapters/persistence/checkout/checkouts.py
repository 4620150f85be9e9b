"""Checkouts in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from adapters.persistence.by_hand.rows import LOCKING, PreparedRepository, RowStatements
from adapters.persistence.checkout.tables import checkouts
from adapters.persistence.errors import translating
from domain.checkout.checkout import Checkout
from domain.shared.ids import CartId

_STATEMENTS = RowStatements(checkouts)
_BY_ID = _STATEMENTS.select("by_id", "uuid", "id = $1")
_LOCKED = _STATEMENTS.select("locked", "uuid", f"id = $1 {LOCKING}")


class SqlCheckouts(PreparedRepository[Checkout]):
    entity = Checkout
    kind = "checkout"
    statements = _STATEMENTS

    def find(self, key: CartId) -> Checkout | None:
        return self._first(_BY_ID, key)

    def locked(self, cart_id: CartId) -> Checkout | None:
        return self._first(_LOCKED, cart_id)

    def stuck(self, before: datetime, limit: int) -> list[CartId]:
        since = checkouts.c.placing_since
        with translating():
            statement = select(checkouts.c.id).where(since.is_not(None), since < before).order_by(since).limit(limit)
            return [CartId(key) for key in self._uow.session.scalars(statement)]
