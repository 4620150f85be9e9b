"""What coming in and going out need from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import IO, NamedTuple, Protocol

from application.catalog.imports.drafts import CatalogItem, Issue
from application.catalog.imports.new_product import NewProduct
from application.catalog.ports import CatalogUnitOfWork
from domain.catalog.imports.catalog_import import CatalogImport
from domain.catalog.product import Product
from domain.pricing.price import Price
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, ImportId, LocationId, ProductId, VariantId


class CatalogStream(Protocol):
    """A file being read, once, in constant memory; the same file gives the same items in the same order."""

    @property
    def bytes_read(self) -> int: ...

    def __iter__(self) -> Iterator[CatalogItem]: ...


class CatalogReader(Protocol):
    def read(self, content: IO[bytes], mapping: str | None, currency: Currency) -> CatalogStream:
        """`mapping` is the text of a column mapping, None the Shopify format. Raises InvalidMapping.

        Iterating raises UnreadableCatalog for a file that is no catalogue at all.
        """
        ...

    def check(self, mapping: str) -> None:
        """Raises InvalidMapping."""
        ...

    def shipped_mapping(self, name: str) -> str:
        """The text of a mapping that comes with the shop. Raises InvalidMapping for an unknown name."""
        ...


class IssueReport(Protocol):
    """The report as a file that opens in a spreadsheet."""

    def heading(self) -> bytes: ...

    def lines(self, issues: Iterable[Issue]) -> bytes: ...


class ImportFileKind(Enum):
    SOURCE = "source"
    REPORT = "report"


class ImportFileStore(Protocol):
    """Kept files, written in the transaction of their import."""

    def append(self, key: ImportId, kind: ImportFileKind, data: bytes) -> None: ...

    def append_all(self, key: ImportId, kind: ImportFileKind, content: IO[bytes]) -> int:
        """Copy a stream in constant memory; answers its size."""
        ...


class ImportFiles(Protocol):
    """Kept files, read piece by piece without holding a transaction."""

    def chunks(self, key: ImportId, kind: ImportFileKind) -> Iterator[bytes]: ...

    def open(self, key: ImportId, kind: ImportFileKind) -> IO[bytes]: ...


class CatalogImports(Protocol):
    """Repository of imports."""

    def get(self, key: ImportId) -> CatalogImport: ...

    def locked(self, key: ImportId) -> CatalogImport:
        """For changing: others that want to change it wait. Raises EntityNotFound."""
        ...

    def add(self, aggregate: CatalogImport) -> None: ...

    def recent(self, limit: int) -> list[CatalogImport]:
        """Newest first."""
        ...


class Offered(NamedTuple):
    """What a variant costs in a channel (its regular price), and what lies at a location; None where there is none."""

    currency: str | None
    amount: int | None
    compare_at: int | None
    on_hand: int | None
    backorder: bool | None


class UntouchedProduct(NamedTuple):
    """A product that nobody has changed since an import that left it with this digest. `offers` are by SKU."""

    id: ProductId
    slug: str
    digest: bytes
    offers: Mapping[str, Offered]


class ImportedProducts(Protocol):
    """Products by the handful, written set-based."""

    def known(self, handles: Sequence[str]) -> set[str]:
        """Those that are the present or a former slug of a product."""
        ...

    def by_handle(self, handles: Sequence[str]) -> Mapping[str, Product]:
        """Those whose present or former slug is the handle, ready to be changed."""
        ...

    def sku_owners(self, skus: Sequence[str]) -> Mapping[str, ProductId]: ...

    def untouched(self, handles: Sequence[str], channel_id: ChannelId, location_id: LocationId | None) -> Mapping[str, UntouchedProduct]:
        """Those whose present or former slug is the handle and that are of the version for which their digest was remembered."""
        ...

    def remember(self, products: Sequence[tuple[Product | NewProduct, bytes]], channel_id: ChannelId) -> None:
        """Digests of products that `insert` wrote or `by_handle` gave, as this transaction leaves them: nothing more is changed of them.

        What others changed meanwhile is another version.
        """
        ...

    def discard(self, product: Product) -> None:
        """Forget the changes made to a product that `by_handle` gave."""
        ...

    def after(self, last: ProductId | None, limit: int) -> list[Product]:
        """The next products in the order in which they came into the shop, to look at only."""
        ...

    def most_options(self) -> int:
        """How many options the richest product has."""
        ...

    def insert(self, products: Sequence[NewProduct], now: datetime) -> None:
        """New products with everything in them, and their slugs. Their events are not recorded."""
        ...

    def insert_prices(self, prices: Sequence[Price], now: datetime, by: str) -> None:
        """First prices of products that `insert` wrote in this transaction, with their history."""
        ...


@dataclass(frozen=True, slots=True)
class WantedStock:
    """None leaves the count, or the policy, as it is. The threshold is for new stock only."""

    count: int | None
    backorder: bool | None
    low_stock_threshold: int | None = None


@dataclass(frozen=True, slots=True)
class StockAt:
    on_hand: int
    backorder: bool


class ImportedStock(Protocol):
    """Counts of goods that a file names, at one location."""

    def default_location(self, preferred: Sequence[LocationId]) -> LocationId | None:
        """The first of the channel's locations, or the best active one; None when there is none."""
        ...

    def levels(self, location_id: LocationId, variants: Sequence[VariantId]) -> Mapping[VariantId, StockAt]:
        """Those that are kept there."""
        ...

    def open(self, location_id: LocationId, wanted: Mapping[VariantId, WantedStock], now: datetime, actor: str, reason: str) -> None:
        """The first stock of variants that came into the shop in this transaction, with a movement each."""
        ...

    def put(
        self, location_id: LocationId, wanted: Mapping[VariantId, WantedStock], now: datetime, actor: str, reason: str
    ) -> set[VariantId]:
        """Adjust what differs under lock, with a movement each; answers what differed."""
        ...


class ImportUnitOfWork(CatalogUnitOfWork, Protocol):
    """One batch. It belongs to no delivery of an event: an import has many transactions and remembers by itself how far it is."""

    @property
    def catalog_imports(self) -> CatalogImports: ...

    @property
    def import_files(self) -> ImportFileStore: ...

    @property
    def imported_products(self) -> ImportedProducts: ...

    @property
    def imported_stock(self) -> ImportedStock: ...


@dataclass(frozen=True, slots=True)
class ExportedVariant:
    """Money as minor units of the channel's currency; None where there is none."""

    sku: str
    options: tuple[str, ...]
    amount: int | None
    compare_at: int | None
    tracked: bool
    on_hand: int | None
    backorder: bool
    grams: int
    barcode: str
    requires_shipping: bool
    tax_category: str
    image: str


@dataclass(frozen=True, slots=True)
class ExportedProduct:
    """Everything the format can say about a product, in the channel's first locale. Inactive variants are left out."""

    handle: str
    title: str
    html: str
    vendor: str
    product_type: str
    category: tuple[str, ...]
    tags: tuple[str, ...]
    status: str
    published: bool
    option_names: tuple[str, ...]
    variants: tuple[ExportedVariant, ...]
    images: tuple[tuple[str, str], ...]
    seo_title: str
    seo_description: str


class CatalogWriter(Protocol):
    """The format that goes out."""

    def write(self, products: Iterable[ExportedProduct], currency: Currency, options: int) -> Iterator[bytes]:
        """`options` is how many options the richest product has; the format itself knows three."""
        ...
