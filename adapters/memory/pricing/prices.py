"""Prices and their history in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from application.pricing.ports import PricedChannel, PricedVariant, RecordedPrice
from domain.pricing.history import PriceRecord
from domain.pricing.price import BEGINNING, Price
from domain.shared.ids import ChannelId, PriceId, ProductId, VariantId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


@dataclass
class StoredPrice:
    """A row of `prices`."""

    price: Price
    start_announced: bool
    end_announced: bool

    @property
    def product_id(self) -> ProductId:
        return self.price.product_id


@dataclass
class StoredRecord:
    """A row of `price_history`."""

    id: UUID
    price_id: PriceId
    variant_id: VariantId
    channel_id: ChannelId
    record: PriceRecord
    recorded_by: str


class MemoryPrices:
    """See `application.pricing.ports.Prices`. Rows of `prices` are keyed by id."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow
        self._prices, self._history = "prices", "price_history"

    def put(self, prices: Sequence[Price], now: datetime, by: str) -> list[Price]:
        self._uow.lock_rows()
        standing = {_key(row.price): row for row in self._uow.table(self._prices).rows()}
        changed = []
        for price in sorted(prices, key=_key):
            known = standing.get(_key(price))
            stored = price if known is None else replace(price, id=known.price.id)
            if known is not None and known.price == stored:
                continue
            self._uow.table(self._prices).put(stored.id, _stored(stored, now))
            self._record(stored, now, by)
            changed.append(stored)
        return changed

    def _record(self, price: Price, now: datetime, by: str) -> None:
        self._withdraw_record(price.id, now)
        record = PriceRecord(price.money, price.compare_at, price.valid_from, price.valid_until, now)
        row = StoredRecord(self._uow.ids.new(), price.id, price.variant_id, price.channel_id, record, by)
        self._uow.table(self._history).put(row.id, row)

    def _withdraw_record(self, key: PriceId, now: datetime) -> None:
        for row in self._uow.table(self._history).rows():
            if row.price_id == key and row.record.withdrawn_at is None:
                row.record = replace(row.record, withdrawn_at=now)

    def find(self, key: PriceId) -> Price | None:
        row = self._uow.table(self._prices).get(key)
        return None if row is None else row.price

    def withdraw(self, keys: Sequence[PriceId], now: datetime) -> list[Price]:
        self._uow.lock_rows()
        taken = [price for price in (self.find(key) for key in dict.fromkeys(keys)) if price is not None]
        for price in taken:
            self._uow.table(self._prices).delete(price.id)
            self._withdraw_record(price.id, now)
        return taken

    def of(self, variants: Sequence[VariantId], channel_id: ChannelId | None = None) -> list[Price]:
        wanted = set(variants)
        rows = (row.price for row in self._uow.table(self._prices).rows())
        return sorted((p for p in rows if p.variant_id in wanted and channel_id in (None, p.channel_id)), key=_key)

    def history(self, variant_id: VariantId, channel_id: ChannelId) -> list[RecordedPrice]:
        rows = [row for row in self._uow.table(self._history).rows() if (row.variant_id, row.channel_id) == (variant_id, channel_id)]
        rows.sort(key=lambda row: (row.record.recorded_at, row.id))
        return [RecordedPrice(row.record, row.recorded_by) for row in rows]

    def announce(self, now: datetime, most: int) -> list[Price]:
        self._uow.lock_rows()
        due = [row for row in self._uow.table(self._prices).rows() if _is_due(row, now)][:most]
        for row in due:
            announced = _stored(row.price, now)
            row.start_announced, row.end_announced = announced.start_announced, announced.end_announced
        return [row.price for row in due]


class MemoryPricedGoods:
    """See `application.pricing.ports.PricedGoods`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def variants(self, keys: Iterable[VariantId], skus: Iterable[str] = ()) -> list[PricedVariant]:
        ids, names = set(keys), set(skus)
        return [
            PricedVariant(variant.id, product.id, variant.sku)
            for product in self._uow.table("products").rows()
            for variant in product.variants
            if variant.id in ids or variant.sku in names
        ]

    def channels(self) -> Mapping[ChannelId, PricedChannel]:
        return {row.id: PricedChannel(row.id, row.code, row.currency) for row in self._uow.table("channels").rows()}


def _key(price: Price) -> tuple[VariantId, ChannelId, datetime]:
    return (price.variant_id, price.channel_id, price.valid_from or BEGINNING)


def _stored(price: Price, now: datetime) -> StoredPrice:
    return StoredPrice(
        price,
        start_announced=price.valid_from is None or price.valid_from <= now,
        end_announced=price.valid_until is None or price.valid_until <= now,
    )


def _is_due(row: StoredPrice, now: datetime) -> bool:
    announced = _stored(row.price, now)
    return announced.start_announced > row.start_announced or announced.end_announced > row.end_announced
