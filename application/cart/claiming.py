"""What becomes of a visitor's cart in the hands of an account: adopted, or merged into the one that the account has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from application.cart.my_carts import MyCarts
from application.cart.ports import CartUnitOfWork, SellingChannel, SellingChannels, VariantOffer
from application.cart.view import CartView
from domain.cart.cart import Cart
from domain.cart.errors import CartInPayment, CartNotFound
from domain.cart.merging import CartMerge, Cut, CutReason, merged
from domain.shared.ids import AccountId, VariantId


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


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a visitor's cart; `cart` is the account's."""

    cart: Cart
    outcome: ClaimOutcome
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class Claiming:
    """Takes a visitor's locked cart, then the account's turn: devices that sign in at once come one after the other."""

    channels: SellingChannels
    mine: MyCarts

    def take(self, uow: CartUnitOfWork, visitor: Cart, account_id: AccountId, now: datetime) -> Taken:
        """Raises CartNotFound, CartAlreadyOrdered, CartInPayment."""
        _expect_claimable(uow, visitor, account_id, now)
        channel = self.channels.get(visitor.channel_id)
        account = self.mine.locked(uow, account_id, channel, now)
        if account is not None and account.id != visitor.id:
            return self._merge(uow, visitor, account, channel, now)
        if account is None:
            visitor.adopt(account_id, now, self.mine.limits)
        return Taken(visitor, ClaimOutcome.ADOPTED)

    def again(self, uow: CartUnitOfWork, merge: CartMerge | None, account_id: AccountId, now: datetime) -> Taken:
        """The same for a device that did not hear the answer. Raises CartNotFound, also for a merge into a cart of somebody else."""
        cart = None if merge is None else uow.carts.find(merge.into)
        if merge is None or cart is None or cart.account_id != account_id or cart.has_expired(now):
            raise CartNotFound
        cart.expect_open()
        return Taken(cart, ClaimOutcome.MERGED, merge.cuts)

    def answer(self, uow: CartUnitOfWork, taken: Taken, now: datetime) -> ClaimedCart:
        """To be asked after the commit, which moves the cart's version."""
        cart, channel = taken.cart, self.channels.get(taken.cart.channel_id)
        variants = {cut.variant_id for cut in taken.cuts}
        offers = uow.offers.offers(channel.id, variants, now) if variants else {}
        told = tuple(_told(cut, offers.get(cut.variant_id), cart, channel) for cut in taken.cuts)
        return ClaimedCart(self.mine.view(uow, cart, now), taken.outcome, told)

    def _merge(self, uow: CartUnitOfWork, visitor: Cart, account: Cart, channel: SellingChannel, now: datetime) -> Taken:
        if uow.carts.in_payment(account.id):
            raise CartInPayment
        result = merged(account, visitor, channel.cart_merging, self.mine.limits)
        if result.lines != account.lines:
            account.take_lines(result.lines, now, self.mine.limits)
        uow.carts.drop(visitor)
        uow.cart_merges.add(CartMerge(visitor.id, visitor.token, account.id, result.cuts, now))
        return Taken(account, ClaimOutcome.MERGED, result.cuts)


def _expect_claimable(uow: CartUnitOfWork, visitor: Cart, account_id: AccountId, now: datetime) -> None:
    if visitor.has_expired(now):
        raise CartNotFound
    visitor.expect_reader(account_id)
    visitor.expect_open()
    if uow.carts.in_payment(visitor.id):
        raise CartInPayment


def _told(cut: Cut, offer: VariantOffer | None, cart: Cart, channel: SellingChannel) -> LeftOut:
    name = offer.name.get(cart.locale, channel.locales[0]) if offer else ""
    return LeftOut(cut.variant_id, offer.sku if offer else "", name, cut.wanted, cut.kept, cut.reason)
