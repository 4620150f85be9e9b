"""What a catalogue file says about a product, typed but not yet compared with the shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from domain.catalog.publication import ProductStatus
from domain.catalog.variant import Dimensions
from domain.shared.money import Money

#: Longer values are cut in reports: they are for finding a place, not for keeping data.
SHOWN = 200


class Severity(Enum):
    """An error keeps something out, a warning changes what goes in, a note says what was left aside on purpose."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """A place in the file and what is the matter there: `line` as a text editor counts, `column` by its heading."""

    line: int
    column: str
    severity: Severity
    reason: str
    value: str = ""
    handle: str = ""


def issue(severity: Severity, line: int, column: str, reason: str, value: str = "", handle: str = "") -> Issue:
    return Issue(line, column, severity, reason, value[:SHOWN], handle[:SHOWN])


@dataclass(frozen=True, slots=True)
class RefusedProduct:
    """A product of which nothing goes in; issues say why."""

    line: int
    handle: str
    rows: int


# Tuples, of which a file makes thousands a second: a frozen dataclass of as many fields takes five times as long.


class ImageDraft(NamedTuple):
    line: int
    url: str
    alt: str


class VariantDraft(NamedTuple):
    """`options` are values as shoppers read them, one for each option name of the product; an empty `sku` is derived later.

    None stands for an empty cell; whether the column is there at all is in `ProductDraft.columns`.
    """

    line: int
    sku: str = ""
    options: tuple[str, ...] = ()
    price: Money | None = None
    compare_at: Money | None = None
    quantity: int | None = None
    tracked: bool = False
    backorder: bool = False
    grams: int = 0
    barcode: str | None = None
    requires_shipping: bool = True
    tax_category: str | None = None
    image: str = ""
    dimensions: Dimensions | None = None


class ProductDraft(NamedTuple):
    """One product with everything the file says about it.

    `columns` maps the fields that the file has to their headings: what a file does not have stays untouched in the shop.
    """

    line: int
    last_line: int
    rows: int
    columns: Mapping[str, str]
    handle: str
    title: str = ""
    html: str = ""
    vendor: str = ""
    product_type: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: ProductStatus | None = None
    published: bool | None = None
    option_names: tuple[str, ...] = ()
    variants: tuple[VariantDraft, ...] = ()
    images: tuple[ImageDraft, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})
    #: Drafts of equal digests say the same, whatever their lines. Empty: not known.
    digest: bytes = b""

    def has(self, name: str) -> bool:
        """Whether the file has a column for this field."""
        return name in self.columns

    def heading(self, name: str) -> str:
        """The column's heading, for issues; the field's own name where the file has no such column."""
        return self.columns.get(name, name)


#: What a reader yields, in the order of the file.
CatalogItem = ProductDraft | RefusedProduct | Issue
