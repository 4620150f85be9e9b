"""A shopper looks at the cart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.ports import CartUnitOfWork, CartViewCache
from application.cart.view import CartView, CartViews
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.errors import CartNotFound
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class ShowCart:
    """`account_id` is who is signed in."""

    token: str
    account_id: AccountId | None = None


@dataclass(frozen=True)
class ShowCartHandler:
    """The cart itself is always read; only what is calculated from it may come from the cache, by version."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    views: CartViews
    cache: CartViewCache
    clock: Clock

    def __call__(self, query: ShowCart) -> CartView:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            cart = uow.carts.by_token(query.token)
            if cart.has_expired(now):
                raise CartNotFound
            cart.expect_reader(query.account_id)
            buyer = uow.buyers.of(cart.account_id) if cart.account_id else None

            def calculate() -> CartView:
                variants = {line.variant_id for line in cart.lines}
                offers = uow.offers.offers(cart.channel_id, variants, now, holder=cart.id) if variants else {}
                return self.views.of(cart, offers, buyer)

            return self.cache.view(cart, buyer, calculate)
