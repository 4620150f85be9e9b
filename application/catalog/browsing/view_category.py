"""Shoppers look at one category: where it stands in the tree and what is below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.open_storefront import storefront_view
from application.catalog.browsing.ports import CategoryTree, Storefronts
from application.catalog.browsing.results import CategoryNode
from domain.shared.errors import EntityNotFound


@dataclass(frozen=True, kw_only=True)
class ViewCategory:
    """Raises EntityNotFound for an unknown channel or category."""

    slug: str
    channel: str | None = None
    locales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryShown:
    """`path` leads from the root to the category itself."""

    category: CategoryNode
    path: tuple[CategoryNode, ...]
    locale: str
    default_locale: str


@dataclass(frozen=True)
class ViewCategoryHandler:
    permission: ClassVar[str | None] = None
    storefronts: Storefronts
    categories: CategoryTree

    def __call__(self, query: ViewCategory) -> CategoryShown:
        storefront, view = storefront_view(self.storefronts, query.channel, query.locales)
        tree = self.categories.tree()
        category = tree.by_slug.get(query.slug)
        if category is None:
            raise EntityNotFound("category", query.slug)
        return CategoryShown(category, tree.path(category), view.locale, storefront.locales[0])
