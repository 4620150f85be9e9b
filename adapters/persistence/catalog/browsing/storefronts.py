"""Channels, categories and collections as shoppers see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Table, select

from adapters.persistence.catalog import tables
from adapters.persistence.catalog.browsing.gathering import raw
from adapters.persistence.reads import SqlReads
from application.catalog.browsing.results import CategoryNode, CollectionEntry, Storefront, Tree
from application.catalog.browsing.trees import tree_of
from domain.shared.ids import CategoryId, ChannelId, CollectionId
from domain.shared.localized_text import LocalizedText

#: Every request needs its channel; settings of a channel may be this many seconds old.
MEMORY_SECONDS = 1.0


class SqlStorefronts:
    """Remembers channels for a moment; an unknown code is always looked up anew."""

    def __init__(self, reads: SqlReads, now: Callable[[], float] = monotonic) -> None:
        self._reads, self._now = reads, now
        self._known: Mapping[str | None, Storefront] = {}
        self._until = 0.0
        self._lock = Lock()

    def find(self, code: str | None) -> Storefront | None:
        if self._now() < self._until and code in self._known:
            return self._known[code]
        with self._lock:
            self._known, self._until = self._read(), self._now() + MEMORY_SECONDS
        return self._known.get(code)

    def _read(self) -> dict[str | None, Storefront]:
        c = tables.channels.c
        with self._reads.connect() as connection:
            rows = connection.execute(select(c.id, c.code, c.currency, c.locales).order_by(c.created_at, c.id)).all()
        found: dict[str | None, Storefront] = {
            row.code: Storefront(ChannelId(row.id), row.code, row.currency.code, row.locales) for row in rows
        }
        if rows:
            found[None] = found.get("default") or found[rows[0].code]
        return found


class SqlCategoryTree:
    """The whole tree in one query: some hundreds of rows at most, and the answer is cached."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def tree(self) -> Tree:
        c = tables.categories.c
        with self._reads.connect() as connection:
            rows = connection.execute(select(c.parent_id, *_described(tables.categories)).order_by(c.position, c.id)).all()
        return tree_of([CategoryNode(id=CategoryId(row.id), parent_id=row.parent_id, **_texts(row)) for row in rows])


class SqlStorefrontCollections:
    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def all(self) -> tuple[CollectionEntry, ...]:
        with self._reads.connect() as connection:
            rows = connection.execute(select(*_described(tables.collections)).order_by(tables.collections.c.slug)).all()
        return tuple(CollectionEntry(id=CollectionId(row.id), **_texts(row)) for row in rows)


def _described(table: Table) -> tuple[Any, ...]:
    c = table.c
    return c.id, c.slug, raw(c.name), raw(c.description), raw(c.seo)


def _texts(row: Any) -> dict[str, Any]:
    seo = row.seo or {}
    return {
        "slug": row.slug,
        "name": LocalizedText(row.name),
        "description": LocalizedText(row.description),
        "seo_title": LocalizedText(seo.get("title") or {}),
        "seo_description": LocalizedText(seo.get("description") or {}),
    }
