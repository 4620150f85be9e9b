"""What the catalogue's write side needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.pricing.ports import PricedGoods, Prices
from application.shared.pagination import Page
from application.shared.unit_of_work import UnitOfWork
from application.tax.ports import TaxCategoryCodes
from domain.catalog.attribute import Attribute
from domain.catalog.category import Category
from domain.catalog.channel import Channel
from domain.catalog.collection import Collection
from domain.catalog.product import Product
from domain.catalog.product_type import ProductType
from domain.catalog.publication import ProductStatus
from domain.shared.ids import AttributeId, CategoryId, ChannelId, CollectionId, ProductId, ProductTypeId, VariantId


class HtmlSanitizer(Protocol):
    def clean(self, html: str) -> str:
        """`html` with nothing left that could run or load code: what a shopper's browser may safely show."""
        ...


class Channels(Protocol):
    """Repository of channels; codes are unique."""

    def get(self, key: ChannelId) -> Channel: ...

    def find(self, key: ChannelId) -> Channel | None: ...

    def by_code(self, code: str) -> Channel:
        """Raises EntityNotFound."""
        ...

    def all(self) -> list[Channel]:
        """Every channel by code; a shop has few."""
        ...

    def add(self, aggregate: Channel) -> None: ...


class Categories(Protocol):
    """Repository of the tree; slugs are unique. Structural changes first take `lock_tree`."""

    def get(self, key: CategoryId) -> Category: ...

    def find(self, key: CategoryId) -> Category | None: ...

    def by_slug(self, slug: str) -> Category:
        """Raises EntityNotFound."""
        ...

    def add(self, aggregate: Category) -> None: ...

    def remove(self, aggregate: Category) -> None: ...

    def lock_tree(self) -> None:
        """Let one transaction at a time change the structure; reads of this unit of work are fresh from here on."""
        ...

    def ancestors(self, key: CategoryId) -> list[Category]:
        """From the root down to the category itself, by parent links; empty when there is no such category."""
        ...

    def children(self, parent: CategoryId | None) -> list[Category]:
        """The level below `parent` (None: the roots), in order."""
        ...

    def all(self) -> list[Category]:
        """The whole tree, parents before their children, siblings in order."""
        ...

    def refresh_paths(self, key: CategoryId | None = None) -> None:
        """Derive the stored paths of this subtree (None: of everything) from the parent links again."""
        ...

    def existing(self, keys: Iterable[CategoryId]) -> set[CategoryId]: ...

    def products_in(self, key: CategoryId) -> list[ProductId]:
        """Products placed in exactly this category."""
        ...

    def move_products(self, key: CategoryId, target: CategoryId | None, now: datetime) -> None:
        """Place the products of a category in `target` instead, or just take them out; moves their versions."""
        ...

    def free_slug(self, wanted: str) -> str:
        """`wanted`, or with the first free number behind it."""
        ...


class Attributes(Protocol):
    """Repository of attributes; codes are unique."""

    def get(self, key: AttributeId) -> Attribute: ...

    def by_codes(self, codes: Iterable[str]) -> dict[str, Attribute]:
        """Those that exist, by code; they stay as they are until this transaction ends."""
        ...

    def all(self) -> list[Attribute]:
        """By code."""
        ...

    def add(self, aggregate: Attribute) -> None: ...

    def remove(self, aggregate: Attribute) -> None: ...

    def lock_definitions(self) -> None:
        """Let one transaction at a time change which attributes and types there are and how they refer to each other."""
        ...

    def is_used(self, code: str) -> bool:
        """Whether a product type uses it."""
        ...

    def choices_in_use(self, code: str, choices: Sequence[str]) -> tuple[str, ...]:
        """Those of `choices` that a product or variant has."""
        ...


class ProductTypes(Protocol):
    """Repository of product types; codes are unique."""

    def get(self, key: ProductTypeId) -> ProductType: ...

    def find(self, key: ProductTypeId) -> ProductType | None: ...

    def all(self) -> list[ProductType]:
        """By code."""
        ...

    def add(self, aggregate: ProductType) -> None: ...

    def remove(self, aggregate: ProductType) -> None: ...

    def is_used(self, key: ProductTypeId) -> bool:
        """Whether a product has it."""
        ...


class Products(Protocol):
    """Repository of products with their variants; slugs and SKUs are unique across the shop."""

    def get(self, key: ProductId) -> Product: ...

    def find(self, key: ProductId) -> Product | None: ...

    def of_variant(self, key: VariantId) -> Product:
        """The product that has the variant; raises EntityNotFound."""
        ...

    def add(self, aggregate: Product) -> None: ...

    def remove(self, aggregate: Product) -> None: ...

    def claim_slug(self, product: Product, now: datetime) -> None:
        """Let the slug of `product` lead to it, and keep its former ones leading there.

        Takes over a slug that another product had formerly; raises AlreadyExists for one that another has at present.
        """
        ...

    def free_slug(self, wanted: str) -> str:
        """`wanted`, or with the first number behind it that no product has or had."""
        ...

    def were_sold(self, variants: Sequence[VariantId]) -> bool:
        """Whether an order ever held one of them."""
        ...


class Collections(Protocol):
    """Repository of collections and of their members."""

    def get(self, key: CollectionId) -> Collection: ...

    def by_slug(self, slug: str) -> Collection:
        """Raises EntityNotFound."""
        ...

    def all(self) -> list[Collection]:
        """By slug."""
        ...

    def add(self, aggregate: Collection) -> None: ...

    def remove(self, aggregate: Collection) -> None: ...

    def free_slug(self, wanted: str) -> str: ...

    def members(self, key: CollectionId) -> list[ProductId]:
        """In order."""
        ...

    def set_members(self, key: CollectionId, order: Sequence[ProductId]) -> list[ProductId]:
        """Exactly these members in this order; answers who came, went or moved. Raises EntityNotFound for an unknown product."""
        ...

    def apply_rules(self, now: datetime, collections: Sequence[Collection], products: Sequence[ProductId] | None = None) -> Membership:
        """Let the rules choose again, set-based, among `products` (None: all). Answers what changed."""
        ...


@dataclass(frozen=True, slots=True)
class Membership:
    """What a run of rules changed."""

    collections: tuple[CollectionId, ...] = ()
    products: tuple[ProductId, ...] = ()


class CatalogUnitOfWork(UnitOfWork, Protocol):
    """The transaction of the catalogue; `prices` takes part so that a product comes into the shop with its prices at once."""

    @property
    def channels(self) -> Channels: ...

    @property
    def categories(self) -> Categories: ...

    @property
    def attributes(self) -> Attributes: ...

    @property
    def product_types(self) -> ProductTypes: ...

    @property
    def products(self) -> Products: ...

    @property
    def collections(self) -> Collections: ...

    @property
    def prices(self) -> Prices: ...

    @property
    def priced_goods(self) -> PricedGoods: ...

    @property
    def tax_categories(self) -> TaxCategoryCodes: ...


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """What staff look for; None and empty mean no restriction. `text` is looked for in names, slugs, SKUs and barcodes."""

    text: str = ""
    status: ProductStatus | None = None
    product_type_id: ProductTypeId | None = None
    category_id: CategoryId | None = None
    collection_id: CollectionId | None = None
    channel_id: ChannelId | None = None
    vendor: str = ""
    tag: str = ""
    updated_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProductSummary:
    """A line of the staff's list."""

    id: ProductId
    slug: str
    status: ProductStatus
    name: Mapping[str, str]
    vendor: str
    product_type_id: ProductTypeId | None
    tags: tuple[str, ...]
    image: str | None
    variant_count: int
    skus: tuple[str, ...]
    channel_ids: tuple[ChannelId, ...]
    created_at: datetime
    updated_at: datetime
    version: int


class ProductLists(Protocol):
    """Read model of the staff's list, drafts included, newest change first."""

    def page(self, criteria: ProductFilter, cursor: str | None, size: int) -> Page[ProductSummary]:
        """Raises InvalidCursor."""
        ...
