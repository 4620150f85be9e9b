"""A product type: which attributes describe its products, and which their variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.catalog.events import ProductTypeChanged
from domain.catalog.texts import checked_code, checked_name
from domain.shared.aggregate import Aggregate
from domain.shared.errors import Conflict, InvalidValue
from domain.shared.ids import ProductTypeId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, slots=True)
class AttributeUse:
    """An attribute by code; a required one must have a value before the product goes on sale."""

    attribute: str
    required: bool = False


@dataclass(eq=False)
class ProductTypeInUse(Conflict):
    code: ClassVar[str] = "product_type_in_use"
    product_type: str

    @property
    def detail(self) -> str:
        return f"Products of the type {self.product_type!r} exist; give them another type first."


class ProductType(Aggregate):
    """`code` never changes. Attributes are named once, either for the product or for its variants."""

    def __init__(
        self,
        id: ProductTypeId,  # noqa: A002 - the field's word
        code: str,
        name: LocalizedText,
        now: datetime,
        *,
        product_attributes: tuple[AttributeUse, ...] = (),
        variant_attributes: tuple[AttributeUse, ...] = (),
    ) -> None:
        super().__init__(now)
        self.id = id
        self.code = checked_code(code)
        self.name = checked_name(name)
        self.product_attributes, self.variant_attributes = _checked_uses(product_attributes, variant_attributes)
        self._changed(now)

    def _changed(self, now: datetime) -> None:
        self.record(ProductTypeChanged(product_type_id=self.id, occurred_at=now))

    def change(
        self,
        now: datetime,
        *,
        name: LocalizedText | None = None,
        product_attributes: tuple[AttributeUse, ...] | None = None,
        variant_attributes: tuple[AttributeUse, ...] | None = None,
    ) -> None:
        """None leaves a field as it is. Values of an attribute that is taken away stay stored and come back with it."""
        if name is not None:
            self.name = checked_name(name)
        self.product_attributes, self.variant_attributes = _checked_uses(
            self.product_attributes if product_attributes is None else product_attributes,
            self.variant_attributes if variant_attributes is None else variant_attributes,
        )
        self.touch(now)
        self._changed(now)

    def deleted(self, now: datetime) -> None:
        self._changed(now)

    @property
    def attribute_codes(self) -> tuple[str, ...]:
        return tuple(use.attribute for use in self.product_attributes + self.variant_attributes)

    def missing_of_product(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Required product attributes without a value."""
        return tuple(use.attribute for use in self.product_attributes if use.required and use.attribute not in values)

    def missing_of_variant(self, values: Mapping[str, object]) -> tuple[str, ...]:
        return tuple(use.attribute for use in self.variant_attributes if use.required and use.attribute not in values)


def _checked_uses(
    product: tuple[AttributeUse, ...], variant: tuple[AttributeUse, ...]
) -> tuple[tuple[AttributeUse, ...], tuple[AttributeUse, ...]]:
    seen: set[str] = set()
    for where, uses in (("product_attributes", product), ("variant_attributes", variant)):
        for index, use in enumerate(uses):
            if use.attribute in seen:
                raise InvalidValue(f"{where}/{index}", f"{use.attribute} is named twice")
            seen.add(use.attribute)
    return product, variant
