"""Product lists, pages and facets over ready documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, DateTime, Select, select, tuple_

from adapters.persistence.catalog import tables
from adapters.persistence.catalog.browsing.conditions import fits, is_shown
from adapters.persistence.catalog.browsing.facets import count_facets
from adapters.persistence.catalog.browsing.gathering import among
from adapters.persistence.catalog.browsing.tables import product_listings, product_pages
from adapters.persistence.reads import SqlReads
from application.catalog.browsing.criteria import Criteria, Sort, View
from application.catalog.browsing.results import Documents, Facets, Position, ProductDocument
from domain.shared.ids import ProductId

_KEYS: dict[Sort, tuple[ColumnElement[Any], bool]] = {
    Sort.NEWEST: (product_listings.c.newest, True),
    Sort.PRICE_UP: (product_listings.c.price, False),
    Sort.PRICE_DOWN: (product_listings.c.price, True),
    Sort.NAME: (product_listings.c.sort_name, False),
}


def key_of(sort: Sort) -> tuple[ColumnElement[Any], bool]:
    """The column that a sort goes by, and whether downwards."""
    return _KEYS[sort]


class Keyset(NamedTuple):
    """An order: by key, then id, both upwards or both downwards."""

    key: ColumnElement[Any]
    product_id: ColumnElement[Any]
    descending: bool


def keyset(query: Select[Any], order: Keyset, after: Position | None) -> Select[Any]:
    """In this order, beginning after a position."""
    if after is not None:
        value = datetime.fromisoformat(after[0]) if isinstance(order.key.type, DateTime) and isinstance(after[0], str) else after[0]
        here, there = tuple_(order.key, order.product_id), tuple_(value, UUID(after[1]))
        query = query.where(here < there if order.descending else here > there)
    if order.descending:
        return query.order_by(order.key.desc(), order.product_id.desc())
    return query.order_by(order.key, order.product_id)


def position_of(value: Any, product_id: UUID) -> Position:
    return (value.isoformat() if isinstance(value, datetime) else value), str(product_id)


class SqlProductListings:
    """See `application.catalog.browsing.ports.ProductListings`. Reads may be a replica's."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def page(self, criteria: Criteria, sort: Sort, after: Position | None, limit: int, now: datetime) -> Documents:
        key, descending = key_of(sort)
        c = product_listings.c
        query = keyset(select(c.summary, c.product_id, key).where(fits(criteria, now)), Keyset(key, c.product_id, descending), after)
        with self._reads.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        items = tuple(row[0].encode() for row in rows[:limit])
        return Documents(items, position_of(rows[limit - 1][2], rows[limit - 1][1]) if len(rows) > limit else None)

    def summaries(self, view: View, product_ids: Sequence[ProductId], now: datetime) -> tuple[bytes, ...]:
        if not product_ids:
            return ()
        c = product_listings.c
        query = select(c.product_id, c.summary).where(*is_shown(product_listings, view, now), among(c.product_id, product_ids))
        with self._reads.connect() as connection:
            found = {row.product_id: row.summary for row in connection.execute(query)}
        return tuple(found[key].encode() for key in product_ids if key in found)

    def facets(self, criteria: Criteria, now: datetime) -> Facets:
        with self._reads.connect() as connection:
            return count_facets(connection, criteria, lambda narrowed: fits(narrowed, now))

    def find(self, view: View, key: str, now: datetime) -> ProductDocument | None:
        c = product_pages.c
        product_id = _uuid(key)
        named = c.slug == key if product_id is None else c.product_id == product_id
        with self._reads.connect() as connection:
            row = connection.execute(select(c.product_id, c.detail).where(*is_shown(product_pages, view, now), named).limit(1)).first()
        return None if row is None else ProductDocument(ProductId(row.product_id), row.detail.encode())

    def moved_to(self, view: View, slug: str, now: datetime) -> str | None:
        with self._reads.connect() as connection:
            return _moved_to(connection, view, slug, now)


def _moved_to(connection: Connection, view: View, slug: str, now: datetime) -> str | None:
    pages, slugs = product_pages.c, tables.product_slugs.c
    query = (
        select(pages.slug)
        .join(tables.product_slugs, slugs.product_id == pages.product_id)
        .where(*is_shown(product_pages, view, now), slugs.slug == slug, pages.slug != slug)
    )
    found: str | None = connection.scalar(query.limit(1))
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
