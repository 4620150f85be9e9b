"""Criteria, orders, pages and facets over listings in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from adapters.catalogue_documents.facet_groups import group_of, to_facets
from adapters.catalogue_documents.listing import Listing
from adapters.catalogue_documents.tokens import (
    IN_STOCK,
    attribute_token,
    category_token,
    collection_token,
    tag_token,
    vendor_token,
)
from application.catalog.browsing.criteria import Criteria, Sort
from application.catalog.browsing.results import Facets, Position

_KEYS: dict[Sort, tuple[Callable[[Listing], Any], bool]] = {
    Sort.NEWEST: (lambda item: item.newest, True),
    Sort.PRICE_UP: (lambda item: item.price, False),
    Sort.PRICE_DOWN: (lambda item: item.price, True),
    # UTF-8 keeps the order of code points, and so does a database that compares bytes.
    Sort.NAME: (lambda item: item.sort_name, False),
}


def fits(listing: Listing, criteria: Criteria, now: datetime) -> bool:
    """All filters but the text."""
    if (listing.channel_id, listing.locale) != (criteria.view.channel_id, criteria.view.locale) or not listing.is_open(now):
        return False
    tokens = set(listing.tokens)
    if not all(tokens & alternatives for alternatives in _alternatives(criteria)):
        return False
    if criteria.in_stock is not None and criteria.in_stock != (IN_STOCK in tokens):
        return False
    lowest, highest = criteria.price_from, criteria.price_to
    return (lowest is None or listing.price >= lowest) and (highest is None or listing.price <= highest)


def _alternatives(criteria: Criteria) -> Iterator[set[str]]:
    if criteria.category is not None:
        yield {category_token(criteria.category)}
    if criteria.collection is not None:
        yield {collection_token(criteria.collection)}
    for code, values in criteria.attributes:
        if values:
            yield {attribute_token(code, value) for value in values}
    if criteria.vendors:
        yield {vendor_token(vendor) for vendor in criteria.vendors}
    if criteria.tags:
        yield {tag_token(tag) for tag in criteria.tags}


def page_of(
    listings: Iterable[Listing], key: Callable[[Listing], Any], descending: bool, after: Position | None, limit: int
) -> tuple[list[Listing], Position | None]:
    """By key, then id, beginning after a position."""
    ordered = sorted(listings, key=lambda item: (key(item), item.product_id), reverse=descending)
    if after is not None:
        there = (_value(after[0], key(ordered[0])) if ordered else None, UUID(after[1]))
        ordered = [item for item in ordered if _is_beyond((key(item), item.product_id), there, descending)]
    page = ordered[:limit]
    if len(ordered) <= limit:
        return page, None
    value = key(page[-1])
    return page, ((value.isoformat() if isinstance(value, datetime) else value), str(page[-1].product_id))


def _value(given: str | float | None, example: object) -> object:
    """A cursor's value as the keys of this order are."""
    return datetime.fromisoformat(given) if isinstance(example, datetime) and isinstance(given, str) else given


def _is_beyond(here: tuple[Any, UUID], there: tuple[Any, UUID], descending: bool) -> bool:
    return here < there if descending else here > there


def key_of(sort: Sort) -> tuple[Callable[[Listing], Any], bool]:
    return _KEYS[sort]


def facets_of(criteria: Criteria, find: Callable[[Criteria], Sequence[Listing]]) -> Facets:
    """`find` answers the listings that fit; each facet is counted without its own filter."""
    found = find(criteria)
    counts = Counter(token for item in found for token in item.tokens if not token.startswith("member:"))
    for group, narrowed in criteria.own_filters():
        other = Counter(token for item in find(narrowed) for token in item.tokens if group_of(token) == group)
        counts = Counter({token: count for token, count in counts.items() if group_of(token) != group}) + other
    prices = [item.price for item in find(replace(criteria, price_from=None, price_to=None))]
    labels = {token: label for item in find(Criteria(view=criteria.view)) for token, label in item.labels.items()}
    return to_facets(counts, labels, (min(prices, default=None), max(prices, default=None)), complete=True)
