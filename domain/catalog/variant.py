"""A variant: what is put into a cart, kept in stock and shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from domain.catalog.attribute import AttributeValues
from domain.catalog.barcode import checked_barcode
from domain.catalog.texts import checked_code
from domain.shared.errors import InvalidValue
from domain.shared.ids import MediaId, ProductId, VariantId

MAX_SKU = 100
MAX_GRAMS = 100_000_000


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Outer measures in millimetres."""

    length_mm: int
    width_mm: int
    height_mm: int

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not 0 < value <= 1_000_000:
                raise InvalidValue(f"dimensions/{item.name}", "must be 1 to 1,000,000 millimetres")


@dataclass(frozen=True, slots=True)
class VariantDetails:
    """Everything about a variant but its identity and place. A variant that is not `active` stays known but is not sold.

    With `track_inventory` false it is sold without counting stock.
    """

    sku: str
    option_values: Mapping[str, str]
    barcode: str | None = None
    weight_grams: int = 0
    dimensions: Dimensions | None = None
    requires_shipping: bool = True
    tax_category: str = "standard"
    track_inventory: bool = True
    active: bool = True
    attribute_values: AttributeValues | None = None
    media_ids: tuple[MediaId, ...] = ()

    def checked(self, where: str = "") -> VariantDetails:
        """Itself in canonical form; raises InvalidValue with a field below `where`."""
        barcode = None if not self.barcode else checked_barcode(self.barcode, f"{where}barcode")
        if not 0 <= self.weight_grams <= MAX_GRAMS:
            raise InvalidValue(f"{where}weight_grams", f"must be 0 to {MAX_GRAMS}")
        checked_code(self.tax_category, f"{where}tax_category")
        checked_sku(self.sku, f"{where}sku")
        return self if barcode == self.barcode else replace(self, barcode=barcode)


def checked_sku(sku: str, where: str = "sku") -> str:
    """1 to MAX_SKU printable characters without outer spaces; letters keep their case."""
    if not 1 <= len(sku) <= MAX_SKU or sku != sku.strip() or not sku.isprintable():
        raise InvalidValue(where, f"must be 1 to {MAX_SKU} printable characters without spaces at the ends")
    return sku


class Variant:
    """Lives in its product, which guards what holds between variants."""

    def __init__(self, id: VariantId, product_id: ProductId, position: int, details: VariantDetails) -> None:  # noqa: A002 - the field's word
        self.id = id
        self.product_id = product_id
        self.position = position
        self.describe(details)

    def describe(self, details: VariantDetails) -> None:
        """Take over `details` (already checked by the product)."""
        self.sku = details.sku
        self.barcode = details.barcode
        self.option_values: Mapping[str, str] = dict(details.option_values)
        self.weight_grams = details.weight_grams
        self.dimensions = details.dimensions
        self.requires_shipping = details.requires_shipping
        self.tax_category = details.tax_category
        self.track_inventory = details.track_inventory
        self.active = details.active
        self.attribute_values: AttributeValues = dict(details.attribute_values or {})
        self.media_ids = details.media_ids

    @property
    def details(self) -> VariantDetails:
        """The present details, to change some of them with `dataclasses.replace`."""
        return VariantDetails(**{item.name: getattr(self, item.name) for item in fields(VariantDetails)})
