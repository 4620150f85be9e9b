"""Somebody who is signed in looks at the cart of the account, on whichever device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.my_carts import MyCarts
from application.cart.ports import CartUnitOfWork, SellingChannels
from application.cart.view import CartView
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.errors import CartNotFound


@dataclass(frozen=True, kw_only=True)
class ShowMyCart:
    """`channel` is a code; None is the shop's only or default one."""

    actor: Actor
    channel: str | None = None


@dataclass(frozen=True)
class ShowMyCartHandler:
    """Raises CartNotFound while there is none."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    channels: SellingChannels
    mine: MyCarts
    clock: Clock

    def __call__(self, query: ShowMyCart) -> CartView:
        account_id, now = query.actor.require_account(), self.clock.now()
        channel = self.channels.by_code(query.channel)
        with self.unit_of_work() as uow:
            cart = uow.carts.find_of(account_id, channel.id)
            if cart is None or cart.has_expired(now):
                raise CartNotFound
            return self.mine.view(uow, cart, now)
