"""A shopper looks at the cart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.ports import CartUnitOfWork, CartViewCache
from application.cart.view import CartView, CartViews
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import CartState
from domain.cart.errors import CartNotFound


@dataclass(frozen=True, kw_only=True)
class ShowCart:
    token: str


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
            if cart.state is CartState.OPEN and (known := self.cache.find(cart.id, cart.version)) is not None:
                return known
            variants = {line.variant_id for line in cart.lines}
            offers = uow.offers.offers(cart.channel_id, variants, now, holder=cart.id) if variants else {}
        view = self.views.of(cart, offers)
        if cart.state is CartState.OPEN:
            self.cache.keep(view)
        return view
