"""What a channel offers, in one statement: catalogue, price of now, and stock less live holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from adapters.codec import currency
from adapters.persistence.errors import translating
from adapters.persistence.prepared import Prepared
from application.cart.ports import VariantOffer
from domain.shared.ids import ChannelId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money

#: The regular price has no beginning; of the valid ones the latest begun counts. Locations are the channel's, or all active ones.
_STATEMENT = Prepared(
    "stoa_variant_offers",
    "uuid, uuid[], timestamptz, uuid",
    """
    SELECT v.id, v.product_id, v.sku, v.option_values, v.tax_category, v.weight_grams, v.requires_shipping, v.track_inventory,
           p.name, p.slug, CASE WHEN v.option_values = '{}' THEN NULL ELSE p.options END AS options,
           CASE WHEN v.media_ids = '[]'
                THEN jsonb_path_query_first(p.media, '$[*] ? (@.kind == "image").url')
                ELSE jsonb_path_query_first(p.media, '$[*] ? (@.id == $id).url', jsonb_build_object('id', v.media_ids -> 0))
           END AS image,
           p.status = 'active' AND v.active AND published.product_id IS NOT NULL AS on_sale,
           price.amount, price.compare_at, price.currency, stock.available, stock.backorder, stock.low
    FROM variants v
    JOIN products p ON p.id = v.product_id
    JOIN channels c ON c.id = $1
    LEFT JOIN product_channels published
           ON published.product_id = p.id AND published.channel_id = c.id
          AND (published.published_from IS NULL OR published.published_from <= $3)
          AND (published.published_until IS NULL OR published.published_until > $3)
    LEFT JOIN LATERAL (
        SELECT prices.amount, prices.compare_at, prices.currency
        FROM prices
        WHERE prices.variant_id = v.id AND prices.channel_id = c.id
          AND (prices.valid_from IS NULL OR prices.valid_from <= $3)
          AND (prices.valid_until IS NULL OR prices.valid_until > $3)
        ORDER BY prices.valid_from DESC NULLS LAST
        LIMIT 1
    ) price ON true
    LEFT JOIN LATERAL (
        SELECT sum(greatest(0, s.on_hand - s.allocated - coalesce((
                   SELECT sum(r.quantity) FROM reservations r
                   WHERE r.variant_id = s.variant_id AND r.location_id = s.location_id AND r.expires_at > $3
                     AND r.holder IS DISTINCT FROM $4), 0)))::bigint AS available,
               bool_or(s.backorder) AS backorder,
               bool_or(s.on_hand - s.allocated <= s.low_stock_threshold) AS low
        FROM stock_items s
        JOIN stock_locations l ON l.id = s.location_id AND l.active
        WHERE s.variant_id = v.id AND (c.stock_locations = '[]' OR c.stock_locations ? s.location_id::text)
    ) stock ON true
    WHERE v.id = ANY($2)
    """,
)


class SqlVariantOffers:
    """See `application.cart.ports.VariantOffers`. `connect` gives the running transaction's connection, or one of the primary."""

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._connect = connect

    def offers(
        self, channel_id: ChannelId, variant_ids: Collection[VariantId], now: datetime, *, holder: UUID | None = None
    ) -> Mapping[VariantId, VariantOffer]:
        with translating(), self._connect() as connection:
            return {row.id: _offer(row) for row in _STATEMENT.run(connection, channel_id, list(variant_ids), now, holder)}


def _offer(row: Any) -> VariantOffer:
    money = None if row.amount is None else currency(row.currency)
    counted = row.available is not None or row.track_inventory
    return VariantOffer(
        variant_id=row.id,
        product_id=row.product_id,
        sku=row.sku,
        name=LocalizedText(row.name),
        variant_name=variant_name(row.options, row.option_values),
        product_slug=row.slug,
        image=row.image,
        unit_price=None if money is None else Money(row.amount, money),
        compare_at=None if money is None or row.compare_at is None else Money(row.compare_at, money),
        tax_category=row.tax_category,
        weight_grams=row.weight_grams,
        requires_shipping=row.requires_shipping,
        sellable=bool(row.on_sale) and money is not None,
        available=None if row.backorder or not counted else int(row.available or 0),
        low=bool(row.low),
    )


def variant_name(options: list[dict[str, Any]] | None, chosen: Mapping[str, str]) -> LocalizedText:
    """`Red / XL` in every language that an option value is told in."""
    if not options:
        return LocalizedText({})
    labels = [
        LocalizedText(value["label"]) for option in options for value in option["values"] if value["code"] == chosen.get(option["code"])
    ]
    languages = {language for label in labels for language in label.texts}
    return LocalizedText({language: " / ".join(label.get(language) for label in labels) for language in sorted(languages)})
