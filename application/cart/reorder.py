"""Somebody who is signed in wants the same as last time: an order's lines go into the cart of the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.my_carts import MyCarts
from application.cart.ports import CartUnitOfWork, SellingChannels
from application.cart.view import CartView, Offers
from application.orders.my_orders import MyOrders
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import Cart
from domain.cart.refilling import Fitting, ShortReason, fitting
from domain.orders.order import Order
from domain.orders.parts import OrderLine
from domain.shared.ids import LineId


@dataclass(frozen=True, kw_only=True)
class Reorder:
    """`number` is one of the actor's orders."""

    actor: Actor
    number: str


@dataclass(frozen=True, slots=True)
class NotReordered:
    """Of `wanted` units `added` went into the cart. SKU and name are those of the order: the goods may be gone."""

    sku: str
    name: str
    wanted: int
    added: int
    reason: ShortReason


@dataclass(frozen=True, slots=True)
class Reordered:
    cart: CartView
    left_out: tuple[NotReordered, ...]


@dataclass(frozen=True)
class ReorderHandler:
    """Prices are today's. Raises EntityNotFound, also for an order of somebody else."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    channels: SellingChannels
    orders: MyOrders
    mine: MyCarts
    clock: Clock

    def __call__(self, command: Reorder) -> Reordered:
        account_id, now = command.actor.require_account(), self.clock.now()
        order = self.orders.order(account_id, command.number).order
        channel = self.channels.get(order.channel_id)
        with self.unit_of_work() as uow:
            cart = self.mine.begun(uow, account_id, channel, None, now)
            variants = {line.variant_id for line in order.lines}
            offers = uow.offers.offers(channel.id, variants, now, holder=cart.id)
            left_out = [told for line in order.lines if (told := self._put(cart, order, line, offers, now)) is not None]
            uow.commit()
            return Reordered(self.mine.view(uow, cart, now), tuple(left_out))

    def _put(self, cart: Cart, order: Order, line: OrderLine, offers: Offers, now: datetime) -> NotReordered | None:
        offer, limits = offers.get(line.variant_id), self.mine.limits
        if offer is None or not offer.sellable or offer.unit_price is None:
            fits = Fitting(0, ShortReason.NO_LONGER_SOLD)
        else:
            fits = fitting(cart, limits, line.variant_id, line.quantity, offer.available)
            if fits.quantity:
                cart.add(LineId(self.mine.ids.new()), line.variant_id, fits.quantity, offer.unit_price, now, limits)
        if fits.reason is None:
            return None
        return NotReordered(line.sku, line.item.name.get(order.terms.locale), line.quantity, fits.quantity, fits.reason)
