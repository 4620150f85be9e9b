"""Staff change what the shop tells about a product, and how it is classified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer
from application.catalog.products.create_product import place
from application.catalog.products.definition import Definition, definition
from application.catalog.texts import cleaned
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shared.unset import UNSET, Unset, given
from domain.catalog.options import ProductOption
from domain.catalog.product import Product
from domain.catalog.texts import Seo
from domain.shared.ids import CategoryId, ProductId, ProductTypeId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class ChangeProduct:
    """UNSET leaves a field as it is. `attributes` are merged into the present ones; None takes a value away."""

    actor: Actor
    product_id: ProductId
    expected_version: int | None = None
    name: LocalizedText | Unset = UNSET
    slug: str | Unset = UNSET
    description: LocalizedText | Unset = UNSET
    vendor: str | Unset = UNSET
    tags: tuple[str, ...] | Unset = UNSET
    seo: Seo | Unset = UNSET
    options: tuple[ProductOption, ...] | Unset = UNSET
    product_type_id: ProductTypeId | Unset | None = UNSET
    attributes: Mapping[str, object] | Unset = UNSET
    category_ids: tuple[CategoryId, ...] | Unset = UNSET


@dataclass(frozen=True)
class ChangeProductHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    sanitizer: HtmlSanitizer

    def __call__(self, command: ChangeProduct) -> Product:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            product.change(now, **self._texts(command))
            self._classify(command, uow, product, now)
            if command.category_ids is not UNSET:
                place(uow, product, command.category_ids, now)
            if command.slug is not UNSET:
                uow.products.claim_slug(product, now)
            uow.commit()
        return product

    def _texts(self, command: ChangeProduct) -> dict[str, object]:
        description = command.description if command.description is UNSET else cleaned(command.description, self.sanitizer)
        return given(
            name=command.name,
            slug=command.slug,
            description=description,
            vendor=command.vendor,
            tags=command.tags,
            seo=command.seo,
            options=command.options,
        )

    def _classify(self, command: ChangeProduct, uow: CatalogUnitOfWork, product: Product, now: datetime) -> None:
        if command.product_type_id is UNSET and command.attributes is UNSET:
            return
        key = product.product_type_id if command.product_type_id is UNSET else command.product_type_id
        described_by = definition(uow, key)
        changes = {} if command.attributes is UNSET else command.attributes
        merged: dict[str, object] = {**described_by.kept_of_product(product.attribute_values), **changes}
        product.describe_by(now, key, described_by.product_values(merged))
        self._keep_variant_values(product, described_by)
        described_by.keep_ready(product)

    @staticmethod
    def _keep_variant_values(product: Product, described_by: Definition) -> None:
        for variant in product.variants:
            kept = described_by.kept_of_variant(variant.attribute_values)
            if kept != variant.attribute_values:
                variant.attribute_values = kept
