"""A shopper puts something into the cart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.changes import CartChanges
from application.cart.selling import price_of
from application.cart.view import CartView, Offers
from application.shared.ids import Ids
from domain.cart.cart import Cart
from domain.shared.ids import AccountId, LineId, VariantId


@dataclass(frozen=True, kw_only=True)
class AddItem:
    """A line of the same variant grows by `quantity`."""

    token: str
    variant_id: VariantId
    quantity: int = 1
    expected_version: int | None = None
    account_id: AccountId | None = None


@dataclass(frozen=True)
class AddItemHandler:
    permission: ClassVar[str | None] = None
    changes: CartChanges
    ids: Ids

    def __call__(self, command: AddItem) -> CartView:
        def add(cart: Cart, offers: Offers, now: datetime) -> None:
            price = price_of(command.variant_id, offers, "variant_id")
            cart.add(LineId(self.ids.new()), command.variant_id, command.quantity, price, now, self.changes.limits)

        return self.changes.run(command.token, command.account_id, command.expected_version, add, also=(command.variant_id,))
