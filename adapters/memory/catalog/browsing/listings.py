"""Product lists, pages and facets in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.memory.catalog.browsing.gathering import current_listings, former_slug_of
from adapters.memory.catalog.browsing.matching import facets_of, fits, key_of, page_of
from adapters.memory.database import MemoryDatabase
from application.catalog.browsing.criteria import Criteria, Sort, View
from application.catalog.browsing.results import Documents, Facets, Position, ProductDocument
from domain.shared.ids import ProductId


class MemoryProductListings:
    """Twin of SqlProductListings; always up to date, because nothing is kept ready."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def page(self, criteria: Criteria, sort: Sort, after: Position | None, limit: int, now: datetime) -> Documents:
        found = [item for item in current_listings(self._database, now) if fits(item, criteria, now)]
        key, descending = key_of(sort)
        page, position = page_of(found, key, descending, after, limit)
        return Documents(tuple(item.summary for item in page), position)

    def summaries(self, view: View, product_ids: Sequence[ProductId], now: datetime) -> tuple[bytes, ...]:
        shown = {item.product_id: item.summary for item in current_listings(self._database, now) if fits(item, Criteria(view=view), now)}
        return tuple(shown[key] for key in product_ids if key in shown)

    def facets(self, criteria: Criteria, now: datetime) -> Facets:
        listings = current_listings(self._database, now)
        return facets_of(criteria, lambda narrowed: [item for item in listings if fits(item, narrowed, now)])

    def find(self, view: View, key: str, now: datetime) -> ProductDocument | None:
        for item in current_listings(self._database, now):
            if key in (item.slug, str(item.product_id)) and fits(item, Criteria(view=view), now):
                return ProductDocument(ProductId(item.product_id), item.detail)
        return None

    def moved_to(self, view: View, slug: str, now: datetime) -> str | None:
        product_id = former_slug_of(self._database, slug)
        for item in current_listings(self._database, now):
            if item.product_id == product_id and item.slug != slug and fits(item, Criteria(view=view), now):
                return item.slug
        return None
