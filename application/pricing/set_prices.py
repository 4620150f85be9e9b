"""Staff set prices: one or thousands, at once or from a date on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.pricing.ports import PricedChannel, PricedVariant, Prices, PricingUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from domain.pricing.events import PriceChanged
from domain.pricing.price import Price
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, PriceId, VariantId
from domain.shared.money import Money

#: Prices a command may set; an import sends more of them.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """What it costs in `channel` (by code), from `valid_from` (None: the regular price) until before `valid_until`."""

    channel: str
    money: Money
    compare_at: Money | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class GivenPrice:
    """The variant by id or SKU, and its terms."""

    terms: PriceTerms
    variant_id: VariantId | None = None
    sku: str | None = None


@dataclass(frozen=True, kw_only=True)
class SetPrices:
    """Each price replaces the one of the same variant, channel and beginning."""

    actor: Actor
    prices: tuple[GivenPrice, ...]


@dataclass(frozen=True)
class SetPricesHandler:
    permission: ClassVar[str | None] = "catalog.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[PricingUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: SetPrices) -> list[Price]:
        """The prices that differ from before."""
        if not 1 <= len(command.prices) <= MOST:
            raise InvalidValue("prices", f"name 1 to {MOST} prices")
        with self.unit_of_work() as uow:
            goods = _resolved(uow, command.prices)
            channels = uow.priced_goods.channels()
            given = [(variant, item.terms) for variant, item in zip(goods, command.prices, strict=True)]
            priced = self._priced(given, channels)
            for channel_id in {price.channel_id for price in priced}:
                command.actor.require("catalog.write", channel_id)
            changed = put_prices(uow, uow.prices, priced, self.clock.now(), command.actor.signature)
            uow.commit()
        return changed

    def _priced(self, given: Sequence[tuple[PricedVariant, PriceTerms]], channels: Mapping[ChannelId, PricedChannel]) -> list[Price]:
        priced = [
            as_price(PriceId(self.ids.new()), variant, terms, channels, f"prices/{index}/") for index, (variant, terms) in enumerate(given)
        ]
        require_distinct(priced)
        return priced


def _resolved(uow: PricingUnitOfWork, given: Sequence[GivenPrice]) -> list[PricedVariant]:
    keys = [item.variant_id for item in given if item.variant_id is not None]
    skus = [item.sku for item in given if item.variant_id is None and item.sku is not None]
    found = uow.priced_goods.variants(keys, skus)
    by_id, by_sku = {item.variant_id: item for item in found}, {item.sku: item for item in found}
    goods = []
    for index, item in enumerate(given):
        variant = by_id.get(item.variant_id) if item.variant_id is not None else by_sku.get(item.sku or "")
        if variant is None:
            field = "variant_id" if item.variant_id is not None else "sku"
            raise InvalidValue(f"prices/{index}/{field}", "there is no such variant")
        goods.append(variant)
    return goods


def as_price(key: PriceId, variant: PricedVariant, terms: PriceTerms, channels: Mapping[ChannelId, PricedChannel], where: str) -> Price:
    """A checked price. Raises InvalidValue with a field below `where`."""
    channel = next((item for item in channels.values() if item.code == terms.channel), None)
    if channel is None:
        raise InvalidValue(f"{where}channel", f"there is no channel {terms.channel!r}")
    for field, money in (("price", terms.money), ("compare_at", terms.compare_at)):
        if money is not None and money.currency != channel.currency:
            raise InvalidValue(f"{where}{field}", f"must be in {channel.currency.code}, the currency of the channel")
    price = Price(
        id=key,
        product_id=variant.product_id,
        variant_id=variant.variant_id,
        channel_id=channel.channel_id,
        money=terms.money,
        compare_at=terms.compare_at,
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
    )
    price.check(where)
    return price


def require_distinct(prices: Sequence[Price]) -> None:
    """One command cannot give a variant two prices that begin at the same instant."""
    seen: set[tuple[VariantId, ChannelId, datetime | None]] = set()
    for index, price in enumerate(prices):
        key = (price.variant_id, price.channel_id, price.valid_from)
        if key in seen:
            raise InvalidValue(f"prices/{index}", "the same variant, channel and valid_from are there twice")
        seen.add(key)


def put_prices(uow: UnitOfWork, book: Prices, prices: Sequence[Price], now: datetime, by: str) -> list[Price]:
    """Store prices and tell listeners of those that changed."""
    changed = book.put(prices, now, by)
    record_changes(uow, changed, now)
    return changed


def record_changes(uow: UnitOfWork, changed: Sequence[Price], now: datetime) -> None:
    places = dict.fromkeys((price.product_id, price.variant_id, price.channel_id) for price in changed)
    for product_id, variant_id, channel_id in places:
        uow.record(PriceChanged(product_id=product_id, variant_id=variant_id, channel_id=channel_id, occurred_at=now))
