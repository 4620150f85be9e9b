"""What browsing needs from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import ClassVar, Protocol

from application.catalog.browsing.criteria import Criteria, Sort, View
from application.catalog.browsing.results import (
    CollectionEntry,
    Documents,
    Facets,
    Hits,
    Position,
    ProductDocument,
    Storefront,
    Tree,
)
from application.shared.unit_of_work import UnitOfWork
from domain.shared.ids import AttributeId, CategoryId, ChannelId, CollectionId, ProductId, ProductTypeId, VariantId


class Storefronts(Protocol):
    """Channels for shoppers."""

    def find(self, code: str | None) -> Storefront | None:
        """The channel; without a code the one called `default`, or else the oldest."""
        ...


class ProductListings(Protocol):
    """Ready documents of products on sale at `now`: active, published, with at least one priced variant."""

    def page(self, criteria: Criteria, sort: Sort, after: Position | None, limit: int, now: datetime) -> Documents:
        """Summaries that fit the criteria, whose text is left out of account."""
        ...

    def summaries(self, view: View, product_ids: Sequence[ProductId], now: datetime) -> tuple[bytes, ...]:
        """Summaries in the given order; those that are not on sale any more are left out."""
        ...

    def facets(self, criteria: Criteria, now: datetime) -> Facets: ...

    def find(self, view: View, key: str, now: datetime) -> ProductDocument | None:
        """The whole document of a product by its id or present slug."""
        ...

    def moved_to(self, view: View, slug: str, now: datetime) -> str | None:
        """The present slug of the product that once had this one, if it is on sale."""
        ...


class SearchFeature(Enum):
    """What a search may know beyond finding words."""

    #: Forms of a word find each other, by the rules of the language.
    STEMMING = "stemming"
    #: The order was measured against people's judgments.
    MEASURED_RANKING = "measured_ranking"
    TYPO_TOLERANCE = "typo_tolerance"


class ProductSearch(Protocol):
    """Finds products by words: names, SKUs, attributes, vendor, tags, descriptions. All filters of the criteria hold too."""

    features: ClassVar[frozenset[SearchFeature]]

    def search(self, criteria: Criteria, sort: Sort, after: Position | None, limit: int, now: datetime) -> Hits:
        """What fits `criteria.text`, best first, or in another order on request."""
        ...

    def facets(self, criteria: Criteria, now: datetime) -> Facets: ...


class CategoryTree(Protocol):
    def tree(self) -> Tree: ...


class StorefrontCollections(Protocol):
    def all(self) -> tuple[CollectionEntry, ...]:
        """By slug; a shop has few."""
        ...


class ProductDocuments(Protocol):
    """Keeps documents true to the catalogue, prices and stock; part of a unit of work. Twins at work wait for each other.

    A wide change marks its products, however many, and `due` finds them. On a backend that computes documents when they are read,
    there is nothing to do.
    """

    def refresh(self, product_ids: Sequence[ProductId], now: datetime) -> None:
        """Make the documents of these products anew; products that are gone or not for sale lose theirs."""
        ...

    def after(self, last: ProductId | None, limit: int) -> tuple[ProductId, ...]:
        """The next products by id, for walking through the whole catalogue."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[ProductId, ...]:
        """Products that were marked, or whose documents became wrong by the mere passing of time."""
        ...

    def of_variant(self, variant_id: VariantId) -> ProductId | None: ...

    def mark_category(self, category_id: CategoryId, now: datetime) -> None:
        """Mark the products of the category's subtree."""
        ...

    def mark_collection(self, collection_id: CollectionId, now: datetime) -> None:
        """Mark the collection's products, and those whose documents still name it."""
        ...

    def mark_channel(self, channel_id: ChannelId, now: datetime) -> None: ...

    def mark_attribute(self, attribute_id: AttributeId, now: datetime) -> None: ...

    def mark_product_type(self, product_type_id: ProductTypeId, now: datetime) -> None: ...


class BrowsingUnitOfWork(UnitOfWork, Protocol):
    @property
    def product_documents(self) -> ProductDocuments: ...
