"""Checkouts in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from adapters.persistence.checkout.tables import checkouts
from adapters.persistence.errors import translating
from adapters.persistence.locks import locked_row
from adapters.persistence.repository import SqlRepository
from domain.checkout.checkout import Checkout
from domain.shared.ids import CartId


class SqlCheckouts(SqlRepository[Checkout]):
    entity = Checkout
    kind = "checkout"

    def locked(self, cart_id: CartId) -> Checkout | None:
        return self._tracked(locked_row(self._uow.session, Checkout, cart_id))

    def stuck(self, before: datetime, limit: int) -> list[CartId]:
        since = checkouts.c.placing_since
        with translating():
            statement = select(checkouts.c.id).where(since.is_not(None), since < before).order_by(since).limit(limit)
            return [CartId(key) for key in self._uow.session.scalars(statement)]
