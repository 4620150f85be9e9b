"""Shoppers browse, filter, sort and search products."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.catalog.browsing.criteria import Criteria, Sort, View
from application.catalog.browsing.cursor import cursor_of, position_in
from application.catalog.browsing.open_storefront import storefront_view
from application.catalog.browsing.ports import ProductListings, ProductSearch, Storefronts
from application.catalog.browsing.results import Documents, Facets
from application.shared.clock import Clock
from application.shared.pagination import DEFAULT_PAGE_SIZE
from domain.shared.errors import InvalidValue

#: Longer texts hold no more meaning for a search, only more work.
MAX_TEXT = 200


@dataclass(frozen=True, kw_only=True)
class BrowseProducts:
    """Filters as in Criteria. `sort` None means by relevance with a text, newest first without.

    `locales` are the shopper's, most wanted first. `facets` asks for counts. Raises EntityNotFound for an unknown channel,
    InvalidCursor, InvalidValue.
    """

    channel: str | None = None
    locales: tuple[str, ...] = ()
    text: str = ""
    category: str | None = None
    collection: str | None = None
    price_from: int | None = None
    price_to: int | None = None
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    vendors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    in_stock: bool | None = None
    sort: Sort | None = None
    facets: bool = False
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True, slots=True)
class ProductList:
    """`items` are ready JSON summaries; `next_cursor` is None on the last page; `facets` is None unless asked for."""

    items: tuple[bytes, ...]
    next_cursor: str | None
    view: View
    currency: str
    facets: Facets | None = field(default=None)


@dataclass(frozen=True)
class BrowseProductsHandler:
    permission: ClassVar[str | None] = None
    storefronts: Storefronts
    listings: ProductListings
    product_search: ProductSearch
    clock: Clock

    def __call__(self, query: BrowseProducts) -> ProductList:
        storefront, view = storefront_view(self.storefronts, query.channel, query.locales)
        criteria = _criteria(query, view)
        sort = query.sort or (Sort.RELEVANCE if criteria.text else Sort.NEWEST)
        if sort is Sort.RELEVANCE and not criteria.text:
            raise InvalidValue("sort", "relevance needs a search text")
        now, after = self.clock.now(), position_in(query.cursor, sort)
        if criteria.text:
            hits = self.product_search.search(criteria, sort, after, query.limit, now)
            found = Documents(self.listings.summaries(view, hits.product_ids, now), hits.next)
        else:
            found = self.listings.page(criteria, sort, after, query.limit, now)
        counting = self.product_search if criteria.text else self.listings
        facets = counting.facets(criteria, now) if query.facets else None
        cursor = None if found.next is None else cursor_of(sort, found.next)
        return ProductList(found.items, cursor, view, storefront.currency, facets)


def _criteria(query: BrowseProducts, view: View) -> Criteria:
    return Criteria(
        view=view,
        text=" ".join(query.text.split())[:MAX_TEXT],
        category=query.category,
        collection=query.collection,
        price_from=query.price_from,
        price_to=query.price_to,
        attributes=query.attributes,
        vendors=query.vendors,
        tags=query.tags,
        in_stock=query.in_stock,
    )
