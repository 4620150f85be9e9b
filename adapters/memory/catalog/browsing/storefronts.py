"""Channels, categories and collections as shoppers see them, in memory."""

from __future__ import annotations

from typing import Any

from adapters.memory.database import MemoryDatabase
from application.catalog.browsing.results import CategoryNode, CollectionEntry, Storefront, Tree
from application.catalog.browsing.trees import tree_of


class MemoryStorefronts:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def find(self, code: str | None) -> Storefront | None:
        channels = sorted(self._database.committed("channels"), key=lambda channel: (channel.created_at, channel.id))
        found = {channel.code: Storefront(channel.id, channel.code, channel.currency.code, tuple(channel.locales)) for channel in channels}
        if code is None and channels:
            return found.get("default") or found[channels[0].code]
        return found.get(code or "")


class MemoryCategoryTree:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def tree(self) -> Tree:
        categories = sorted(self._database.committed("categories"), key=lambda item: (item.position, item.id))
        return tree_of([CategoryNode(id=item.id, parent_id=item.parent_id, **_texts(item)) for item in categories])


class MemoryStorefrontCollections:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def all(self) -> tuple[CollectionEntry, ...]:
        collections = sorted(self._database.committed("collections"), key=lambda item: item.slug)
        return tuple(CollectionEntry(id=item.id, **_texts(item)) for item in collections)


def _texts(item: Any) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "name": item.name,
        "description": item.description,
        "seo_title": item.seo.title,
        "seo_description": item.seo.description,
    }
