"""Shoppers see which collections there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.open_storefront import storefront_view
from application.catalog.browsing.ports import StorefrontCollections, Storefronts
from application.catalog.browsing.results import CollectionEntry


@dataclass(frozen=True, kw_only=True)
class BrowseCollections:
    """Raises EntityNotFound for an unknown channel."""

    channel: str | None = None
    locales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionsShown:
    """Texts are to be read in `locale`, or else in `default_locale`."""

    collections: tuple[CollectionEntry, ...]
    locale: str
    default_locale: str


@dataclass(frozen=True)
class BrowseCollectionsHandler:
    permission: ClassVar[str | None] = None
    storefronts: Storefronts
    collections: StorefrontCollections

    def __call__(self, query: BrowseCollections) -> CollectionsShown:
        storefront, view = storefront_view(self.storefronts, query.channel, query.locales)
        return CollectionsShown(self.collections.all(), view.locale, storefront.locales[0])
