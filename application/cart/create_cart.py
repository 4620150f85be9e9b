"""A visitor begins a cart, with the first lines if they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.ports import CartUnitOfWork, SellingChannel, SellingChannels
from application.cart.selling import price_of
from application.cart.view import CartView, CartViews
from application.shared.clock import Clock
from application.shared.ids import Ids, Tokens
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import Cart, CartLimits
from domain.cart.errors import QuantityLimitExceeded
from domain.shared.errors import InvalidValue
from domain.shared.ids import CartId, LineId, VariantId
from domain.shared.money import CurrencyMismatch


@dataclass(frozen=True, slots=True)
class WantedLine:
    variant_id: VariantId
    quantity: int


@dataclass(frozen=True, kw_only=True)
class CreateCart:
    """`channel` is a code; None is the shop's only or default one. `currency`, when given, must be the channel's."""

    channel: str | None = None
    currency: str | None = None
    locale: str | None = None
    lines: tuple[WantedLine, ...] = ()


@dataclass(frozen=True)
class CreateCartHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    channels: SellingChannels
    views: CartViews
    limits: CartLimits
    clock: Clock
    ids: Ids
    tokens: Tokens

    def __call__(self, command: CreateCart) -> CartView:
        channel = self.channels.by_code(command.channel)
        cart = self._empty(command, channel)
        wanted = {line.variant_id for line in command.lines}
        with self.unit_of_work() as uow:
            offers = uow.offers.offers(channel.id, wanted, cart.created_at, holder=cart.id) if wanted else {}
            for index, line in enumerate(command.lines):
                price = price_of(line.variant_id, offers, f"lines/{index}/variant_id")
                try:
                    cart.add(LineId(self.ids.new()), line.variant_id, line.quantity, price, cart.created_at, self.limits)
                except QuantityLimitExceeded as refusal:
                    raise QuantityLimitExceeded(f"lines/{index}/quantity", refusal.requested, refusal.limit) from refusal
            uow.carts.add(cart)
            uow.commit()
        return self.views.of(cart, offers)

    def _empty(self, command: CreateCart, channel: SellingChannel) -> Cart:
        if command.currency is not None and command.currency != channel.currency.code:
            raise CurrencyMismatch(channel.currency.code, command.currency, "currency")
        locale = command.locale or channel.locales[0]
        if locale not in channel.locales:
            raise InvalidValue("locale", f"this channel speaks {', '.join(channel.locales)}")
        return Cart(CartId(self.ids.new()), self.tokens.new(), channel.id, channel.currency, locale, self.clock.now(), self.limits)
