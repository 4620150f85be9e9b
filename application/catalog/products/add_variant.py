"""Staff add a variant to a product, with its prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.catalog.products.create_product import as_details
from application.catalog.products.definition import definition
from application.catalog.products.given import GivenVariant
from application.pricing.ports import PricedVariant
from application.pricing.set_prices import as_price, put_prices, require_distinct
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.known_categories import require_tax_categories
from domain.catalog.product import Product
from domain.shared.ids import PriceId, ProductId, VariantId


@dataclass(frozen=True, kw_only=True)
class AddVariant:
    actor: Actor
    product_id: ProductId
    variant: GivenVariant
    expected_version: int | None = None


@dataclass(frozen=True)
class AddVariantHandler:
    """Answers the product; the new variant is its last."""

    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: AddVariant) -> Product:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            described_by = definition(uow, product.product_type_id)
            require_tax_categories(uow.tax_categories, {"tax_category": command.variant.tax_category})
            variant = product.add_variant(now, VariantId(self.ids.new()), as_details(command.variant, product, described_by))
            described_by.keep_ready(product)
            channels = uow.priced_goods.channels()
            goods = PricedVariant(variant.id, product.id, variant.sku)
            prices = [
                as_price(PriceId(self.ids.new()), goods, terms, channels, f"prices/{index}/")
                for index, terms in enumerate(command.variant.prices)
            ]
            require_distinct(prices)
            put_prices(uow, uow.prices, prices, now, command.actor.signature)
            uow.commit()
        return product
