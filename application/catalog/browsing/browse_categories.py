"""Shoppers see the tree of categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.open_storefront import storefront_view
from application.catalog.browsing.ports import CategoryTree, Storefronts
from application.catalog.browsing.results import CategoryNode


@dataclass(frozen=True, kw_only=True)
class BrowseCategories:
    """Raises EntityNotFound for an unknown channel."""

    channel: str | None = None
    locales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoriesShown:
    """Texts are to be read in `locale`, or else in `default_locale`."""

    roots: tuple[CategoryNode, ...]
    locale: str
    default_locale: str


@dataclass(frozen=True)
class BrowseCategoriesHandler:
    permission: ClassVar[str | None] = None
    storefronts: Storefronts
    categories: CategoryTree

    def __call__(self, query: BrowseCategories) -> CategoriesShown:
        storefront, view = storefront_view(self.storefronts, query.channel, query.locales)
        return CategoriesShown(self.categories.tree().roots, view.locale, storefront.locales[0])
