"""What a shopper looks for, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from domain.shared.ids import ChannelId


class Sort(Enum):
    """Orders of a product list; each is total, because equal products are ordered by id."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE_UP = "price"
    PRICE_DOWN = "-price"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class View:
    """A storefront in one language: every document is made for one view."""

    channel_id: ChannelId
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Every filter narrows the list; within one attribute, vendors or tags any of the values will do.

    `category` (its subtree counts) and `collection` are slugs; prices are minor units of the channel's currency, inclusive, and
    compare with the cheapest variant; `attributes` holds options of variants too, by code. Text is matched by ProductSearch.
    """

    view: View
    text: str = ""
    category: str | None = None
    collection: str | None = None
    price_from: int | None = None
    price_to: int | None = None
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    vendors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    in_stock: bool | None = None

    def own_filters(self) -> Iterator[tuple[str, Criteria]]:
        """Each facet that is filtered by, and the criteria without its filter: what its counts are taken from."""
        if self.category is not None:
            yield "category", replace(self, category=None)
        if self.collection is not None:
            yield "collection", replace(self, collection=None)
        if self.vendors:
            yield "vendor", replace(self, vendors=())
        if self.tags:
            yield "tag", replace(self, tags=())
        if self.in_stock is not None:
            yield "stock", replace(self, in_stock=None)
        for code, _ in self.attributes:
            yield f"attribute:{code}", replace(self, attributes=tuple(item for item in self.attributes if item[0] != code))
