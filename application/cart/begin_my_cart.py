"""Somebody who is signed in asks for the cart of the account; on the first device it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.my_carts import MyCarts
from application.cart.ports import CartUnitOfWork, SellingChannels
from application.cart.view import CartView
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class BeginMyCart:
    """`channel` is a code; None is the shop's only or default one. `locale` is for a cart that begins."""

    actor: Actor
    channel: str | None = None
    locale: str | None = None


@dataclass(frozen=True)
class BeginMyCartHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    channels: SellingChannels
    mine: MyCarts
    clock: Clock

    def __call__(self, command: BeginMyCart) -> CartView:
        account_id, now = command.actor.require_account(), self.clock.now()
        channel = self.channels.by_code(command.channel)
        with self.unit_of_work() as uow:
            cart = self.mine.begun(uow, account_id, channel, command.locale, now)
            uow.commit()
            return self.mine.view(uow, cart, now)
