"""Shoppers look at one collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.open_storefront import storefront_view
from application.catalog.browsing.ports import StorefrontCollections, Storefronts
from application.catalog.browsing.results import CollectionEntry
from domain.shared.errors import EntityNotFound


@dataclass(frozen=True, kw_only=True)
class ViewCollection:
    """Raises EntityNotFound for an unknown channel or collection."""

    slug: str
    channel: str | None = None
    locales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionShown:
    """Texts are to be read in `locale`, or else in `default_locale`."""

    collection: CollectionEntry
    locale: str
    default_locale: str


@dataclass(frozen=True)
class ViewCollectionHandler:
    permission: ClassVar[str | None] = None
    storefronts: Storefronts
    collections: StorefrontCollections

    def __call__(self, query: ViewCollection) -> CollectionShown:
        storefront, view = storefront_view(self.storefronts, query.channel, query.locales)
        for collection in self.collections.all():
            if collection.slug == query.slug:
                return CollectionShown(collection, view.locale, storefront.locales[0])
        raise EntityNotFound("collection", query.slug)
