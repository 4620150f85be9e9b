"""A shopper wants more or fewer of a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.changes import CartChanges
from application.cart.view import CartView, Offers
from domain.cart.cart import Cart
from domain.shared.ids import AccountId, LineId


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """`quantity` replaces the present one."""

    token: str
    line_id: LineId
    quantity: int
    expected_version: int | None = None
    account_id: AccountId | None = None


@dataclass(frozen=True)
class ChangeLineHandler:
    permission: ClassVar[str | None] = None
    changes: CartChanges

    def __call__(self, command: ChangeLine) -> CartView:
        def change(cart: Cart, _: Offers, now: datetime) -> None:
            cart.change_quantity(command.line_id, command.quantity, now, self.changes.limits)

        return self.changes.run(command.token, command.account_id, command.expected_version, change)
