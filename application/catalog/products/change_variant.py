"""Staff change a variant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.catalog.products.definition import definition
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shared.unset import UNSET, Unset, given
from application.tax.known_categories import require_tax_categories
from domain.catalog.product import Product
from domain.catalog.variant import Dimensions
from domain.shared.ids import MediaId, VariantId


@dataclass(frozen=True, kw_only=True)
class ChangeVariant:
    """UNSET leaves a field as it is. `attributes` are merged into the present ones; None takes a value away.

    `expected_version` is the product's: a variant has no version of its own.
    """

    actor: Actor
    variant_id: VariantId
    expected_version: int | None = None
    sku: str | Unset = UNSET
    option_values: Mapping[str, str] | Unset = UNSET
    barcode: str | Unset | None = UNSET
    weight_grams: int | Unset = UNSET
    dimensions: Dimensions | Unset | None = UNSET
    requires_shipping: bool | Unset = UNSET
    tax_category: str | Unset = UNSET
    track_inventory: bool | Unset = UNSET
    active: bool | Unset = UNSET
    media_ids: tuple[MediaId, ...] | Unset = UNSET
    attributes: Mapping[str, object] | Unset = UNSET


@dataclass(frozen=True)
class ChangeVariantHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeVariant) -> Product:
        with self.unit_of_work() as uow:
            product = uow.products.of_variant(command.variant_id)
            product.expect_version(command.expected_version)
            described_by = definition(uow, product.product_type_id)
            if not isinstance(command.tax_category, Unset):
                require_tax_categories(uow.tax_categories, {"tax_category": command.tax_category})
            present = product.variant(command.variant_id).details
            values: dict[str, object] = dict(described_by.kept_of_variant(present.attribute_values or {}))
            values.update({} if command.attributes is UNSET else command.attributes)
            checked = described_by.variant_values(values, "")
            details = replace(present, attribute_values=checked, **_given(command))
            product.change_variant(self.clock.now(), command.variant_id, details)
            described_by.keep_ready(product)
            uow.commit()
        return product


def _given(command: ChangeVariant) -> dict[str, Any]:
    return given(
        sku=command.sku,
        option_values=command.option_values,
        barcode=command.barcode,
        weight_grams=command.weight_grams,
        dimensions=command.dimensions,
        requires_shipping=command.requires_shipping,
        tax_category=command.tax_category,
        track_inventory=command.track_inventory,
        active=command.active,
        media_ids=command.media_ids,
    )
