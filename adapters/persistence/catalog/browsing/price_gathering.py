"""The price that counts of each variant and channel, with the lowest prior price where it is a reduction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Uuid, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.catalogue_documents.facts import PriceFacts, VariantFacts
from adapters.codec import currency
from adapters.persistence.pricing import tables
from domain.pricing.history import PriceRecord, prior_price
from domain.shared.money import Money

Key = tuple[UUID, UUID]


def gather_prices(connection: Connection, product_ids: Sequence[UUID], variants: Mapping[UUID, VariantFacts], now: datetime) -> None:
    """Set `prices` of the given variants by channel."""
    standing = _standing(connection, product_ids, now)
    records = _records(connection, [key[0] for key in standing])
    for (variant_id, channel_id), row in standing.items():
        variant = variants.get(variant_id)
        if variant is not None:
            prior = prior_price(records[variant_id, channel_id], now) if (variant_id, channel_id) in records else None
            variant.prices[channel_id] = PriceFacts(row.amount, row.compare_at, None if prior is None else prior.amount)


def _standing(connection: Connection, product_ids: Sequence[UUID], now: datetime) -> dict[Key, Any]:
    """Of the prices valid now the one that began last; the regular price, without a beginning, is beaten by all."""
    c = tables.prices.c
    query = (
        select(c.variant_id, c.channel_id, c.amount, c.compare_at)
        .where(
            c.product_id == any_(literal(list(product_ids), ARRAY(Uuid))),
            or_(c.valid_from.is_(None), c.valid_from <= now),
            or_(c.valid_until.is_(None), c.valid_until > now),
        )
        .order_by(c.valid_from.asc().nulls_first())
    )
    # The last one of a key stays.
    return {(row.variant_id, row.channel_id): row for row in connection.execute(query)}


def _records(connection: Connection, variant_ids: Sequence[UUID]) -> dict[Key, list[PriceRecord]]:
    """The history where there can be a reduction: several records, or one with a compare-at price."""
    c = tables.price_history.c
    of_these = c.variant_id == any_(literal(list(variant_ids), ARRAY(Uuid)))
    several = func.count().over(partition_by=[c.variant_id, c.channel_id])
    inner = select(
        c.variant_id, c.channel_id, c.currency, c.amount, c.compare_at, c.valid_from, c.valid_until, c.recorded_at, c.withdrawn_at,
        several.label("several"),
    ).where(of_these).subquery()  # fmt: skip
    found: dict[Key, list[PriceRecord]] = {}
    for row in connection.execute(select(inner).where(or_(inner.c.several > 1, inner.c.compare_at.is_not(None)))):
        money = Money(row.amount, currency(row.currency))
        compare_at = None if row.compare_at is None else Money(row.compare_at, currency(row.currency))
        record = PriceRecord(money, compare_at, row.valid_from, row.valid_until, row.recorded_at, row.withdrawn_at)
        found.setdefault((row.variant_id, row.channel_id), []).append(record)
    return found
