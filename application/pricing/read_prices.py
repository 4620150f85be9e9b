"""Staff see the prices of variants, and what a variant cost in the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.pricing.ports import PricingUnitOfWork, RecordedPrice
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.pricing.history import Period, prior_price, timeline
from domain.pricing.price import Price, effective
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ChannelId, VariantId
from domain.shared.money import Money


@dataclass(frozen=True, kw_only=True)
class ListPrices:
    """`channel` by code; None for all."""

    actor: Actor
    variant_ids: tuple[VariantId, ...]
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A price with the code of its channel; `counts` when it is the one that a shopper pays at this moment."""

    price: Price
    channel: str
    sku: str
    counts: bool


@dataclass(frozen=True)
class ListPricesHandler:
    permission: ClassVar[str | None] = "catalog.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[PricingUnitOfWork]
    clock: Clock

    def __call__(self, query: ListPrices) -> list[ListedPrice]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            channel_id = None if query.channel is None else _channel(uow, query.channel)
            prices = uow.prices.of(query.variant_ids, channel_id)
            if channel_id is not None:
                query.actor.require("catalog.read", channel_id)
            readable = query.actor.channels_with("catalog.read")
            skus = {item.variant_id: item.sku for item in uow.priced_goods.variants(query.variant_ids)}
            codes = {key: channel.code for key, channel in uow.priced_goods.channels().items()}
        by_place: dict[tuple[VariantId, ChannelId], list[Price]] = {}
        for price in prices:
            by_place.setdefault((price.variant_id, price.channel_id), []).append(price)
        counting = {effective(standing, now) for standing in by_place.values()}
        return [
            ListedPrice(price, codes[price.channel_id], skus[price.variant_id], price in counting)
            for price in prices
            if readable is None or price.channel_id in readable
        ]


@dataclass(frozen=True, kw_only=True)
class GetPriceHistory:
    """Of one variant in a channel, by code."""

    actor: Actor
    variant_id: VariantId
    channel: str


@dataclass(frozen=True, slots=True)
class PriceHistory:
    """`records` are what was set, `periods` what it cost in effect; `prior` is the lowest price of the 30 days before the present
    reduction, None when the present price is no reduction."""

    records: tuple[RecordedPrice, ...]
    periods: tuple[Period, ...]
    current: Period | None
    prior: Money | None


@dataclass(frozen=True)
class GetPriceHistoryHandler:
    permission: ClassVar[str | None] = "catalog.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[PricingUnitOfWork]
    clock: Clock

    def __call__(self, query: GetPriceHistory) -> PriceHistory:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            if not uow.priced_goods.variants([query.variant_id]):
                raise EntityNotFound("variant", str(query.variant_id))
            channel_id = _channel(uow, query.channel)
            query.actor.require("catalog.read", channel_id)
            recorded = uow.prices.history(query.variant_id, channel_id)
        records = [item.record for item in recorded]
        periods = tuple(timeline(records, now))
        return PriceHistory(tuple(recorded), periods, periods[-1] if periods else None, prior_price(records, now))


def _channel(uow: PricingUnitOfWork, code: str) -> ChannelId:
    for channel in uow.priced_goods.channels().values():
        if channel.code == code:
            return channel.channel_id
    raise EntityNotFound("channel", code)
