"""What pricing needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.shared.unit_of_work import UnitOfWork
from domain.pricing.history import PriceRecord
from domain.pricing.price import Price
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, PriceId, ProductId, VariantId


@dataclass(frozen=True, slots=True)
class PricedVariant:
    variant_id: VariantId
    product_id: ProductId
    sku: str


@dataclass(frozen=True, slots=True)
class PricedChannel:
    channel_id: ChannelId
    code: str
    currency: Currency


@dataclass(frozen=True, slots=True)
class RecordedPrice:
    """A line of the history with who set it."""

    record: PriceRecord
    recorded_by: str


class PricedGoods(Protocol):
    """What pricing knows of the catalogue."""

    def variants(self, keys: Iterable[VariantId], skus: Iterable[str] = ()) -> list[PricedVariant]:
        """Those that exist, by id or SKU."""
        ...

    def channels(self) -> Mapping[ChannelId, PricedChannel]: ...


class Prices(Protocol):
    """The prices in force and to come, and the history of all that ever stood in the books. Writes are set-based."""

    def put(self, prices: Sequence[Price], now: datetime, by: str) -> list[Price]:
        """Insert, or replace those of the same variant, channel and beginning; answers what differs from before, as stored.

        Each change withdraws the standing record of the price and writes a new one. Repeating a call changes nothing.
        """
        ...

    def find(self, key: PriceId) -> Price | None: ...

    def withdraw(self, keys: Sequence[PriceId], now: datetime) -> list[Price]:
        """Take prices away, keeping their history; answers those that were there."""
        ...

    def of(self, variants: Sequence[VariantId], channel_id: ChannelId | None = None) -> list[Price]:
        """Every price in force or to come, by variant, channel and beginning (the regular one first)."""
        ...

    def history(self, variant_id: VariantId, channel_id: ChannelId) -> list[RecordedPrice]:
        """Oldest first."""
        ...

    def announce(self, now: datetime, most: int) -> list[Price]:
        """Take up to `most` prices whose validity began or ended by `now` without listeners having been told; marks them told."""
        ...


class PricingUnitOfWork(UnitOfWork, Protocol):
    @property
    def prices(self) -> Prices: ...

    @property
    def priced_goods(self) -> PricedGoods: ...
