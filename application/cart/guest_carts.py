"""Somebody who is signed in finds the carts that they filled as a guest, by the address that they confirmed, and takes one over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.claiming import ClaimedCart, Claiming, Taken
from application.cart.my_carts import MyCarts
from application.cart.ports import CartUnitOfWork
from application.cart.view import CartLineView
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.customers.errors import NoConfirmedEmail
from domain.shared.ids import AccountId, CartId
from domain.shared.money import Money

#: The last changed ones; older ones come up when these are claimed.
MOST = 20


@dataclass(frozen=True, slots=True)
class GuestCart:
    """What is in it; never its token, nor what was said in its checkout: whoever typed the address there may have mistyped it."""

    id: CartId
    channel: str
    lines: tuple[CartLineView, ...]
    subtotal: Money
    locale: str
    changed_at: datetime


@dataclass(frozen=True)
class ListGuestCarts:
    actor: Actor


@dataclass(frozen=True)
class ListGuestCartsHandler:
    """The last changed first, over all channels."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    mine: MyCarts
    clock: Clock

    def __call__(self, query: ListGuestCarts) -> list[GuestCart]:
        account_id, now = query.actor.require_own_hands(), self.clock.now()
        with self.unit_of_work() as uow:
            email, found = uow.buyers.of(account_id).email, []
            if email is None:
                raise NoConfirmedEmail
            for cart in uow.carts.left_by(email, now, MOST):
                view = self.mine.view(uow, cart, now)
                found.append(GuestCart(cart.id, view.channel, view.lines, view.subtotal, view.locale, cart.updated_at))
        return found


@dataclass(frozen=True, kw_only=True)
class ClaimGuestCart:
    """`cart_id` is one of the carts that were listed."""

    actor: Actor
    cart_id: CartId


@dataclass(frozen=True)
class ClaimGuestCartHandler:
    """By one's own hands and the confirmed address alone; whoever comes with the cart's token claims it by that instead.

    Only the lines come along. The checkout stays behind: where parcels go and what card pays was perhaps said by somebody else.
    Asked again, it answers the same.
    """

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    claiming: Claiming
    clock: Clock

    def __call__(self, command: ClaimGuestCart) -> ClaimedCart:
        account_id, now = command.actor.require_own_hands(), self.clock.now()
        with self.unit_of_work() as uow:
            email = uow.buyers.proven_email(account_id)
            if email is None:
                raise NoConfirmedEmail
            taken = self._taken(uow, email, command.cart_id, account_id, now)
            uow.commit()
            return self.claiming.answer(uow, taken, now)

    def _taken(self, uow: CartUnitOfWork, email: str, cart_id: CartId, account_id: AccountId, now: datetime) -> Taken:
        visitor = uow.carts.locked_left_by(email, cart_id)
        if visitor is not None:
            taken = self.claiming.take(uow, visitor, account_id, now)
            uow.carts.forget_checkout(visitor.id)
            return taken
        adopted = uow.carts.find(cart_id)
        if adopted is not None and adopted.account_id == account_id:
            return self.claiming.take(uow, adopted, account_id, now)
        return self.claiming.again(uow, uow.cart_merges.find(cart_id), account_id, now)
