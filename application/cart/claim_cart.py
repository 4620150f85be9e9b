"""A visitor who filled a cart signs in: the cart becomes the account's, or goes into the one that the account has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar

from application.cart.my_carts import MyCarts
from application.cart.ports import CartUnitOfWork, SellingChannel, SellingChannels, VariantOffer
from application.cart.view import CartView
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import Cart
from domain.cart.errors import CartInPayment, CartNotFound
from domain.cart.merging import Cut, CutReason, merged
from domain.shared.ids import AccountId, VariantId


@dataclass(frozen=True, kw_only=True)
class ClaimCart:
    """`token` is the visitor's cart."""

    actor: Actor
    token: str


class ClaimOutcome(Enum):
    """`adopted`: the visitor's cart is the account's now. `merged`: its lines are in the account's, and it is gone."""

    ADOPTED = "adopted"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of `wanted` units the cart holds `kept`."""

    variant_id: VariantId
    sku: str
    name: str
    wanted: int
    kept: int
    reason: CutReason


@dataclass(frozen=True, slots=True)
class ClaimedCart:
    """The account's cart, and everything that did not fit into it: nothing is lost in silence."""

    cart: CartView
    outcome: ClaimOutcome
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class ClaimCartHandler:
    """Takes the visitor's cart first, then the account's turn: devices that sign in at once come one after the other."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    channels: SellingChannels
    mine: MyCarts
    clock: Clock

    def __call__(self, command: ClaimCart) -> ClaimedCart:
        account_id, now = command.actor.require_account(), self.clock.now()
        with self.unit_of_work() as uow:
            visitor = uow.carts.locked(command.token)
            self._expect_claimable(uow, visitor, account_id, now)
            channel = self.channels.get(visitor.channel_id)
            account = self.mine.locked(uow, account_id, channel, now)
            claimed = self._claim(uow, visitor, account, account_id, channel, now)
            uow.commit()
        return claimed

    @staticmethod
    def _expect_claimable(uow: CartUnitOfWork, visitor: Cart, account_id: AccountId, now: datetime) -> None:
        if visitor.has_expired(now):
            raise CartNotFound
        visitor.expect_reader(account_id)
        visitor.expect_open()
        if uow.carts.in_payment(visitor.id):
            raise CartInPayment

    def _claim(
        self, uow: CartUnitOfWork, visitor: Cart, account: Cart | None, account_id: AccountId, channel: SellingChannel, now: datetime
    ) -> ClaimedCart:
        if account is None or account.id == visitor.id:
            if account is None:
                visitor.adopt(account_id, now, self.mine.limits)
            return ClaimedCart(self.mine.view(uow, visitor, now), ClaimOutcome.ADOPTED, ())
        if uow.carts.in_payment(account.id):
            raise CartInPayment
        result = merged(account, visitor, channel.cart_merging, self.mine.limits)
        if result.lines != account.lines:
            account.take_lines(result.lines, now, self.mine.limits)
        uow.carts.drop(visitor)
        variants = {cut.variant_id for cut in result.cuts}
        offers = uow.offers.offers(channel.id, variants, now) if variants else {}
        told = tuple(_told(cut, offers.get(cut.variant_id), account, channel) for cut in result.cuts)
        return ClaimedCart(self.mine.view(uow, account, now), ClaimOutcome.MERGED, told)


def _told(cut: Cut, offer: VariantOffer | None, cart: Cart, channel: SellingChannel) -> LeftOut:
    name = offer.name.get(cart.locale, channel.locales[0]) if offer else ""
    return LeftOut(cut.variant_id, offer.sku if offer else "", name, cut.wanted, cut.kept, cut.reason)
