"""What is remembered of carts that went into others, in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, CursorResult, delete, insert, select

from adapters.persistence import locks
from adapters.persistence.cart.tables import cart_merges
from adapters.persistence.errors import translating
from domain.cart.merging import CartMerge
from domain.shared.ids import CartId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlCartMerges:
    """See `application.cart.ports.CartMerges`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def add(self, merge: CartMerge) -> None:
        row = {"id": merge.id, "token": merge.token, "into_id": merge.into, "cuts": merge.cuts, "merged_at": merge.merged_at}
        with translating():
            self._uow.session.execute(insert(cart_merges).values(row))

    def by_token(self, token: str) -> CartMerge | None:
        return self._one(cart_merges.c.token == token)

    def find(self, cart_id: CartId) -> CartMerge | None:
        return self._one(cart_merges.c.id == cart_id)

    def purge(self, before: datetime, limit: int) -> int:
        with translating():
            result = self._uow.session.execute(delete(cart_merges).where(cart_merges.c.id.in_(locks.old_merges(before, limit))))
        assert isinstance(result, CursorResult)  # nosec B101
        return result.rowcount

    def _one(self, which: ColumnElement[bool]) -> CartMerge | None:
        with translating():
            row = self._uow.session.execute(select(cart_merges).where(which)).one_or_none()
        return None if row is None else CartMerge(CartId(row.id), row.token, CartId(row.into_id), row.cuts, row.merged_at)
