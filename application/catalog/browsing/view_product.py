"""Shoppers look at one product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.criteria import View
from application.catalog.browsing.open_storefront import storefront_view
from application.catalog.browsing.ports import ProductListings, Storefronts
from application.shared.clock import Clock
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ProductId


@dataclass(frozen=True, kw_only=True)
class ViewProduct:
    """`key` is the id or a slug, present or past. Raises EntityNotFound."""

    key: str
    channel: str | None = None
    locales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductShown:
    """`body` is the ready JSON document."""

    product_id: ProductId
    body: bytes
    view: View


@dataclass(frozen=True, slots=True)
class ProductMoved:
    """The product is found under `slug` now."""

    slug: str


@dataclass(frozen=True)
class ViewProductHandler:
    permission: ClassVar[str | None] = None
    storefronts: Storefronts
    listings: ProductListings
    clock: Clock

    def __call__(self, query: ViewProduct) -> ProductShown | ProductMoved:
        _, view = storefront_view(self.storefronts, query.channel, query.locales)
        now = self.clock.now()
        found = self.listings.find(view, query.key, now)
        if found is not None:
            return ProductShown(found.product_id, found.body, view)
        slug = self.listings.moved_to(view, query.key, now)
        if slug is None:
            raise EntityNotFound("product", query.key)
        return ProductMoved(slug)
