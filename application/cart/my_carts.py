"""The cart of somebody who is signed in: the same on every device, one in a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.cart.ports import CartUnitOfWork, SellingChannel
from application.cart.view import CartView, CartViews
from application.shared.ids import Ids, Tokens
from domain.cart.cart import Cart, CartLimits
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, CartId, VariantId


@dataclass(frozen=True)
class MyCarts:
    """Finding it under lock, beginning it, and what is seen of it."""

    views: CartViews
    limits: CartLimits
    ids: Ids
    tokens: Tokens

    def locked(self, uow: CartUnitOfWork, account_id: AccountId, channel: SellingChannel, now: datetime) -> Cart | None:
        """The open cart, for changing; one that expired is cleared away. Devices of one account wait for each other here."""
        cart = uow.carts.locked_of(account_id, channel.id)
        if cart is not None and cart.has_expired(now):
            uow.carts.drop(cart)
            return None
        return cart

    def begun(self, uow: CartUnitOfWork, account_id: AccountId, channel: SellingChannel, locale: str | None, now: datetime) -> Cart:
        """The open cart, or a new one, for changing. Without a `locale` a new one speaks as the account does, if the channel can."""
        if locale is not None and locale not in channel.locales:
            raise InvalidValue("locale", f"this channel speaks {', '.join(channel.locales)}")
        cart = self.locked(uow, account_id, channel, now)
        if cart is None:
            spoken = locale or _spoken(uow.buyers.of(account_id).locale, channel.locales)
            key, token = CartId(self.ids.new()), self.tokens.new()
            cart = Cart(key, token, channel.id, channel.currency, spoken, now, self.limits, account_id=account_id)
            uow.carts.add(cart)
        return cart

    def view(self, uow: CartUnitOfWork, cart: Cart, now: datetime) -> CartView:
        """As every change of a cart answers: calculated anew."""
        variants: set[VariantId] = {line.variant_id for line in cart.lines}
        offers = uow.offers.offers(cart.channel_id, variants, now, holder=cart.id) if variants else {}
        return self.views.of(cart, offers, uow.buyers.of(cart.account_id) if cart.account_id else None)


def _spoken(wanted: str, channel: tuple[str, ...]) -> str:
    """That language, its like from elsewhere (`de` for `de-AT`), or the channel's first."""
    language = wanted.partition("-")[0]
    alike = (known for known in channel if known.partition("-")[0] == language)
    return wanted if wanted in channel else next(alike, channel[0])
