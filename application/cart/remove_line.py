"""A shopper takes a line out of the cart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.changes import CartChanges
from application.cart.view import CartView, Offers
from domain.cart.cart import Cart
from domain.shared.ids import AccountId, LineId


@dataclass(frozen=True, kw_only=True)
class RemoveLine:
    token: str
    line_id: LineId
    expected_version: int | None = None
    account_id: AccountId | None = None


@dataclass(frozen=True)
class RemoveLineHandler:
    permission: ClassVar[str | None] = None
    changes: CartChanges

    def __call__(self, command: RemoveLine) -> CartView:
        def remove(cart: Cart, _: Offers, now: datetime) -> None:
            cart.remove(command.line_id, now, self.changes.limits)

        return self.changes.run(command.token, command.account_id, command.expected_version, remove)
