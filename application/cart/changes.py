"""The common rhythm of changing a cart: lock it, change it, recalculate."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from application.cart.ports import CartUnitOfWork
from application.cart.view import CartView, CartViews, Offers
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import Cart, CartLimits
from domain.cart.errors import CartNotFound
from domain.shared.ids import AccountId, VariantId

Change = Callable[[Cart, Offers, datetime], None]


@dataclass(frozen=True)
class CartChanges:
    """Writers of one cart queue up at its row, so none of them is lost and none has to start over."""

    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    views: CartViews
    limits: CartLimits
    clock: Clock

    def run(
        self, token: str, account_id: AccountId | None, expected_version: int | None, change: Change, also: Collection[VariantId] = ()
    ) -> CartView:
        """`account_id` is who is signed in. `change` gets the offers of every line and of the variants in `also`."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            cart = uow.carts.locked(token)
            if cart.has_expired(now):
                raise CartNotFound
            cart.expect_reader(account_id)
            cart.expect_version(expected_version)
            variants = {line.variant_id for line in cart.lines}.union(also)
            offers = uow.offers.offers(cart.channel_id, variants, now, holder=cart.id) if variants else {}
            buyer = uow.buyers.of(cart.account_id) if cart.account_id else None
            change(cart, offers, now)
            uow.commit()
        return self.views.of(cart, offers, buyer)
