"""What browsing answers: ready documents, pages of them, facets, categories and collections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.shared.ids import CategoryId, ChannelId, CollectionId, ProductId
from domain.shared.localized_text import LocalizedText

#: Where a page ended: the sort key of its last product (None where the key is its id alone), and the product.
Position = tuple[str | int | float | None, str]


@dataclass(frozen=True, slots=True)
class Storefront:
    """A channel as its shoppers need it. `locales[0]` is the default one."""

    id: ChannelId
    code: str
    currency: str
    locales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """Ready JSON documents in order; `next` is None on the last page."""

    items: tuple[bytes, ...]
    next: Position | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """Products that a search found, in order; `next` is None on the last page."""

    product_ids: tuple[ProductId, ...]
    next: Position | None = None


@dataclass(frozen=True, slots=True)
class ProductDocument:
    """The ready document of one product in one view."""

    product_id: ProductId
    body: bytes


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` is what the filter takes, `count` how many products of the list it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class AttributeFacet:
    """One attribute or option with its values, most frequent first."""

    code: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts for the filtered list; each facet leaves out its own filter, so that a shopper sees what else there is.

    `lowest` and `highest` are minor units, None without products. With `complete` false the list was too long to count whole and
    the counts are of its first part.
    """

    categories: tuple[FacetValue, ...] = ()
    collections: tuple[FacetValue, ...] = ()
    vendors: tuple[FacetValue, ...] = ()
    tags: tuple[FacetValue, ...] = ()
    attributes: tuple[AttributeFacet, ...] = ()
    in_stock: int = 0
    lowest: int | None = None
    highest: int | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category in the tree."""

    id: CategoryId
    slug: str
    name: LocalizedText
    description: LocalizedText
    seo_title: LocalizedText
    seo_description: LocalizedText
    parent_id: CategoryId | None
    children: tuple[CategoryNode, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """A collection as shoppers see it; its products are a filtered list."""

    id: CollectionId
    slug: str
    name: LocalizedText
    description: LocalizedText
    seo_title: LocalizedText
    seo_description: LocalizedText


@dataclass(frozen=True, slots=True)
class Tree:
    """The categories: roots in order, and every node by slug and id."""

    roots: tuple[CategoryNode, ...]
    by_slug: Mapping[str, CategoryNode] = field(default_factory=dict)
    by_id: Mapping[CategoryId, CategoryNode] = field(default_factory=dict)

    def path(self, node: CategoryNode) -> tuple[CategoryNode, ...]:
        """From the root down to the node itself."""
        path = [node]
        while path[0].parent_id is not None and path[0].parent_id in self.by_id:
            path.insert(0, self.by_id[path[0].parent_id])
        return tuple(path)
