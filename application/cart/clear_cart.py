"""A shopper empties the cart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.changes import CartChanges
from application.cart.view import CartView, Offers
from domain.cart.cart import Cart
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class ClearCart:
    token: str
    expected_version: int | None = None
    account_id: AccountId | None = None


@dataclass(frozen=True)
class ClearCartHandler:
    permission: ClassVar[str | None] = None
    changes: CartChanges

    def __call__(self, command: ClearCart) -> CartView:
        def clear(cart: Cart, _: Offers, now: datetime) -> None:
            cart.clear(now, self.changes.limits)

        return self.changes.run(command.token, command.account_id, command.expected_version, clear)
