"""Prices and their history in PostgreSQL, written set-based."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from adapters.persistence.catalog.tables import channels, variants
from adapters.persistence.errors import translating
from adapters.persistence.locks import due_prices
from adapters.persistence.pricing.tables import price_history, prices
from application.pricing.ports import PricedChannel, PricedVariant, RecordedPrice
from domain.pricing.history import PriceRecord
from domain.pricing.price import BEGINNING, Price
from domain.shared.ids import ChannelId, PriceId, ProductId, VariantId
from domain.shared.money import Money

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

#: Rows a statement; far from any limit of the protocol, large enough to make round trips cheap.
BATCH = 1_000

# What changed is what is returned: an equal row is left alone, so that a repeated call writes nothing.
_VALUES = ("currency", "amount", "compare_at", "valid_until")


class SqlPrices:
    """See `application.pricing.ports.Prices`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def put(self, prices: Sequence[Price], now: datetime, by: str) -> list[Price]:
        # One order of keys for everybody: two batches over the same prices cannot deadlock.
        ordered = sorted(prices, key=_key)
        changed: list[Price] = []
        with translating():
            self._uow.session.flush()
            for start in range(0, len(ordered), BATCH):
                changed += self._put_batch(ordered[start : start + BATCH], now)
            self._record(changed, now, by)
        return changed

    def _put_batch(self, batch: Sequence[Price], now: datetime) -> list[Price]:
        new = insert(prices).values([_row(price, now) for price in batch])
        values = {name: new.excluded[name] for name in (*_VALUES, "start_announced", "end_announced", "updated_at")}
        before, given = tuple_(*(prices.c[n] for n in _VALUES)), tuple_(*(new.excluded[n] for n in _VALUES))
        upsert = new.on_conflict_do_update(
            index_elements=["variant_id", "channel_id", "valid_from"], set_=values, where=before.is_distinct_from(given)
        )
        return [_price(row) for row in self._uow.session.execute(upsert.returning(prices))]

    def _record(self, changed: Sequence[Price], now: datetime, by: str) -> None:
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            self._withdraw_records([price.id for price in batch], now)
            rows = [_record_row(price, now, by) | {"id": self._uow.ids.new()} for price in batch]
            self._uow.session.execute(insert(price_history).values(rows))

    def _withdraw_records(self, keys: Sequence[PriceId], now: datetime) -> None:
        standing = update(price_history).where(price_history.c.price_id.in_(keys), price_history.c.withdrawn_at.is_(None))
        self._uow.session.execute(standing.values(withdrawn_at=now))

    def find(self, key: PriceId) -> Price | None:
        with translating():
            row = self._uow.session.execute(select(prices).where(prices.c.id == key)).one_or_none()
        return None if row is None else _price(row)

    def withdraw(self, keys: Sequence[PriceId], now: datetime) -> list[Price]:
        gone = delete(prices).where(prices.c.id.in_(keys)).returning(prices)
        with translating():
            taken = [_price(row) for row in self._uow.session.execute(gone)]
            self._withdraw_records([price.id for price in taken], now)
        return taken

    def of(self, variants: Sequence[VariantId], channel_id: ChannelId | None = None) -> list[Price]:
        if not variants:
            return []
        statement = select(prices).where(prices.c.variant_id.in_(variants))
        if channel_id is not None:
            statement = statement.where(prices.c.channel_id == channel_id)
        order = (prices.c.variant_id, prices.c.channel_id, prices.c.valid_from.nulls_first())
        with translating():
            return [_price(row) for row in self._uow.session.execute(statement.order_by(*order))]

    def history(self, variant_id: VariantId, channel_id: ChannelId) -> list[RecordedPrice]:
        statement = select(price_history).where(price_history.c.variant_id == variant_id, price_history.c.channel_id == channel_id)
        with translating():
            rows = self._uow.session.execute(statement.order_by(price_history.c.recorded_at, price_history.c.id))
            return [RecordedPrice(_record(row), row.recorded_by) for row in rows]

    def announce(self, now: datetime, most: int) -> list[Price]:
        started = or_(prices.c.valid_from.is_(None), prices.c.valid_from <= now)
        ended = or_(prices.c.valid_until.is_(None), prices.c.valid_until <= now)
        due = update(prices).where(prices.c.id.in_(due_prices(now, most))).values(start_announced=started, end_announced=ended)
        with translating():
            return [_price(row) for row in self._uow.session.execute(due.returning(prices))]


class SqlPricedGoods:
    """See `application.pricing.ports.PricedGoods`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def variants(self, keys: Iterable[VariantId], skus: Iterable[str] = ()) -> list[PricedVariant]:
        columns = select(variants.c.id, variants.c.product_id, variants.c.sku)
        with translating():
            rows = self._uow.session.execute(columns.where(or_(variants.c.id.in_(list(keys)), variants.c.sku.in_(list(skus)))))
            return [PricedVariant(VariantId(row.id), ProductId(row.product_id), row.sku) for row in rows]

    def channels(self) -> Mapping[ChannelId, PricedChannel]:
        with translating():
            rows = self._uow.session.execute(select(channels.c.id, channels.c.code, channels.c.currency))
            return {ChannelId(row.id): PricedChannel(ChannelId(row.id), row.code, row.currency) for row in rows}


def _key(price: Price) -> tuple[VariantId, ChannelId, datetime]:
    return (price.variant_id, price.channel_id, price.valid_from or BEGINNING)


def _row(price: Price, now: datetime) -> dict[str, Any]:
    return {
        "id": price.id,
        "product_id": price.product_id,
        **_terms(price),
        "start_announced": price.valid_from is None or price.valid_from <= now,
        "end_announced": price.valid_until is None or price.valid_until <= now,
        "created_at": now,
        "updated_at": now,
    }


def _record_row(price: Price, now: datetime, by: str) -> dict[str, Any]:
    return {"price_id": price.id, **_terms(price), "recorded_at": now, "recorded_by": by[:200]}


def _terms(price: Price) -> dict[str, Any]:
    return {
        "variant_id": price.variant_id,
        "channel_id": price.channel_id,
        "currency": price.money.currency.code,
        "amount": price.money.amount,
        "compare_at": None if price.compare_at is None else price.compare_at.amount,
        "valid_from": price.valid_from,
        "valid_until": price.valid_until,
    }


def _money(row: Row[Any]) -> tuple[Money, Money | None]:
    money = Money.of(row.amount, row.currency)
    return money, None if row.compare_at is None else Money(row.compare_at, money.currency)


def _price(row: Row[Any]) -> Price:
    money, compare_at = _money(row)
    return Price(row.id, row.product_id, row.variant_id, row.channel_id, money, compare_at, row.valid_from, row.valid_until)


def _record(row: Row[Any]) -> PriceRecord:
    money, compare_at = _money(row)
    return PriceRecord(money, compare_at, row.valid_from, row.valid_until, row.recorded_at, row.withdrawn_at)
