"""What is remembered of carts that went into others, in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from domain.cart.merging import CartMerge
from domain.shared.ids import CartId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

TABLE = "cart_merges"


class MemoryCartMerges:
    """See `application.cart.ports.CartMerges`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def add(self, merge: CartMerge) -> None:
        self._uow.table(TABLE).put(merge.id, merge)

    def by_token(self, token: str) -> CartMerge | None:
        return next(iter(self._that(lambda merge: merge.token == token)), None)

    def find(self, cart_id: CartId) -> CartMerge | None:
        found: CartMerge | None = self._uow.table(TABLE).get(cart_id)
        return found

    def purge(self, before: datetime, limit: int) -> int:
        self._uow.lock_rows()
        return self._forget(self._that(lambda merge: merge.merged_at < before)[:limit])

    def forget_into(self, cart_id: CartId) -> None:
        """As the database forgets them together with the cart."""
        self._forget(self._that(lambda merge: merge.into == cart_id))

    def _that(self, matches: Callable[[CartMerge], bool]) -> list[CartMerge]:
        return [merge for merge in self._uow.table(TABLE).rows() if matches(merge)]

    def _forget(self, merges: list[CartMerge]) -> int:
        for merge in merges:
            self._uow.table(TABLE).delete(merge.id)
        return len(merges)
