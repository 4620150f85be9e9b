"""Carts in memory."""

from __future__ import annotations

from datetime import datetime

from adapters.ascii_case import lowered
from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.cart.cart import Cart, CartState
from domain.cart.errors import CartNotFound
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import AccountId, CartId, ChannelId


def _claim(cart: Cart) -> tuple[AccountId, ChannelId] | None:
    """One open cart an account and channel."""
    return (cart.account_id, cart.channel_id) if cart.account_id is not None and cart.state is CartState.OPEN else None


class MemoryCarts(MemoryRepository[Cart]):
    table_name = "carts"
    kind = "cart"
    unique_keys = (UniqueKey("account", _claim, lambda _: ConcurrencyConflict("cart")),)

    def by_token(self, token: str) -> Cart:
        database = self._uow.database
        with database.lock:
            key = next((cart.id for cart in database.table(self.table_name).values() if cart.token == token), None)
        found = None if key is None else self.find(key)
        if found is None:
            raise CartNotFound
        return found

    def locked(self, token: str) -> Cart:
        self._uow.lock_rows()
        return self.by_token(token)

    def find_of(self, account_id: AccountId, channel_id: ChannelId) -> Cart | None:
        return self._one(lambda cart: _claim(cart) == (account_id, channel_id))

    def locked_of(self, account_id: AccountId, channel_id: ChannelId) -> Cart | None:
        self._uow.lock_rows()
        return self.find_of(account_id, channel_id)

    def left_by(self, email: str, now: datetime, limit: int) -> list[Cart]:
        rows = (row for row in self._table.rows() if row.lines and row.state is CartState.OPEN and not row.has_expired(now))
        found = [cart for cart in rows if self._is_left_by(email, cart)]
        return sorted(found, key=lambda cart: (cart.updated_at, cart.id), reverse=True)[:limit]

    def locked_left_by(self, email: str, cart_id: CartId) -> Cart | None:
        self._uow.lock_rows()
        found = self.find(cart_id)
        return found if found is not None and self._is_left_by(email, found) else None

    def _is_left_by(self, email: str, cart: Cart) -> bool:
        said = self._uow.table("checkouts").get(cart.id)
        if cart.account_id is not None or said is None or said.account_id is not None or said.email is None:
            return False
        return lowered(said.email) == lowered(email)

    def forget_checkout(self, cart_id: CartId) -> None:
        self._uow.table("checkouts").delete(cart_id)

    def drop(self, aggregate: Cart) -> None:
        self._uow.table("checkouts").delete(aggregate.id)
        self._table.delete(aggregate.id)
        self._uow.cart_merges.forget_into(aggregate.id)

    def in_payment(self, cart_id: CartId) -> bool:
        self._uow.lock_rows()
        checkout = self._uow.checkouts.find(cart_id)
        return checkout is not None and checkout.placing_since is not None

    def purge_expired(self, now: datetime, limit: int) -> int:
        self._uow.lock_rows()
        ended = [cart for cart in self._table.rows() if cart.has_expired(now)][:limit]
        for cart in ended:
            self.drop(cart)
        return len(ended)
