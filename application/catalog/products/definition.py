"""The product type of a product with its attributes: what values are checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from application.catalog.ports import CatalogUnitOfWork
from domain.catalog.attribute import Attribute, AttributeValue, AttributeValues
from domain.catalog.attribute_values import checked_values
from domain.catalog.product import Product
from domain.catalog.product_type import AttributeUse, ProductType
from domain.catalog.publication import ProductStatus
from domain.shared.errors import InvalidValue
from domain.shared.ids import ProductTypeId


class _DescribedVariant(Protocol):
    @property
    def attribute_values(self) -> AttributeValues: ...


class Described(Protocol):
    """What has attribute values, and variants that have theirs: a product, or one that is about to come into the shop."""

    @property
    def attribute_values(self) -> AttributeValues: ...

    @property
    def variants(self) -> Sequence[_DescribedVariant]: ...


@dataclass(frozen=True)
class Definition:
    """`product_type` None: a product without a type has no attributes."""

    product_type: ProductType | None
    of_product: tuple[Attribute, ...] = ()
    of_variant: tuple[Attribute, ...] = ()

    def product_values(self, given: Mapping[str, object]) -> dict[str, AttributeValue]:
        return checked_values(given, self.of_product)

    def variant_values(self, given: Mapping[str, object], where: str) -> dict[str, AttributeValue]:
        return checked_values(given, self.of_variant, f"{where}attributes")

    def kept_of_product(self, values: AttributeValues) -> dict[str, AttributeValue]:
        """Of stored values those that still have an attribute."""
        known = {attribute.code for attribute in self.of_product}
        return {code: value for code, value in values.items() if code in known}

    def kept_of_variant(self, values: AttributeValues) -> dict[str, AttributeValue]:
        known = {attribute.code for attribute in self.of_variant}
        return {code: value for code, value in values.items() if code in known}

    def missing(self, product: Described) -> tuple[str, ...]:
        """Codes of required attributes that the product or one of its variants has no value for."""
        if self.product_type is None:
            return ()
        of_variants = (self.product_type.missing_of_variant(variant.attribute_values) for variant in product.variants)
        codes = [*self.product_type.missing_of_product(product.attribute_values), *(code for some in of_variants for code in some)]
        return tuple(dict.fromkeys(codes))

    def keep_ready(self, product: Product) -> None:
        """A product on sale must stay complete; raises ProductNotReady."""
        if product.status is ProductStatus.ACTIVE:
            product.require_ready(self.missing(product))


def definition(uow: CatalogUnitOfWork, key: ProductTypeId | None) -> Definition:
    """Raises InvalidValue for an unknown product type."""
    if key is None:
        return Definition(None)
    product_type = uow.product_types.find(key)
    if product_type is None:
        raise InvalidValue("product_type_id", "there is no such product type")
    known = uow.attributes.by_codes(product_type.attribute_codes)
    return Definition(product_type, _those(known, product_type.product_attributes), _those(known, product_type.variant_attributes))


def _those(known: Mapping[str, Attribute], uses: tuple[AttributeUse, ...]) -> tuple[Attribute, ...]:
    return tuple(known[use.attribute] for use in uses if use.attribute in known)
