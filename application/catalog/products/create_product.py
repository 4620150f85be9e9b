"""Staff bring a product into the shop: text, options, variants, prices, channels and categories in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer
from application.catalog.products.definition import Definition, definition
from application.catalog.products.given import GivenMedia, GivenPublication, GivenVariant, as_media, made_sku
from application.catalog.texts import cleaned, wanted_slug
from application.pricing.ports import PricedVariant
from application.pricing.set_prices import as_price, put_prices, require_distinct
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.known_categories import require_tax_categories
from domain.catalog.options import ProductOption
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo
from domain.catalog.variant import VariantDetails
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, InvalidValue
from domain.shared.ids import CategoryId, MediaId, PriceId, ProductId, ProductTypeId, VariantId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class CreateProduct:
    """Without `slug` one is made from the name. `status` may be draft or active; an active product must be complete."""

    actor: Actor
    name: LocalizedText
    slug: str | None = None
    status: ProductStatus = ProductStatus.DRAFT
    product_type_id: ProductTypeId | None = None
    description: LocalizedText | None = None
    vendor: str = ""
    tags: tuple[str, ...] = ()
    options: tuple[ProductOption, ...] = ()
    attributes: Mapping[str, object] = field(default_factory=dict)
    media: tuple[GivenMedia, ...] = ()
    seo: Seo | None = None
    variants: tuple[GivenVariant, ...] = ()
    publications: tuple[GivenPublication, ...] = ()
    category_ids: tuple[CategoryId, ...] = ()


@dataclass(frozen=True)
class CreateProductHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids
    sanitizer: HtmlSanitizer

    def __call__(self, command: CreateProduct) -> Product:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            described_by = definition(uow, command.product_type_id)
            named = {f"variants/{index}/tax_category": given.tax_category for index, given in enumerate(command.variants)}
            require_tax_categories(uow.tax_categories, named)
            product = self._described(command, uow, described_by, now)
            self._add_variants(command, product, described_by, now)
            place(uow, product, command.category_ids, now)
            for publication in command.publications:
                publish(uow, product, publication, now)
            if command.status is not ProductStatus.DRAFT:
                product.advance(now, command.status, described_by.missing(product))
            uow.products.add(product)
            self._claim_slug(command, uow, product, now)
            self._set_prices(command, uow, product, now)
            uow.commit()
        return product

    def _described(self, command: CreateProduct, uow: CatalogUnitOfWork, described_by: Definition, now: datetime) -> Product:
        key = ProductId(self.ids.new())
        return Product(
            key,
            command.name,
            wanted_slug(command.slug, command.name, f"product-{key.hex[-8:]}", uow.products.free_slug),
            now,
            product_type_id=command.product_type_id,
            description=cleaned(command.description, self.sanitizer),
            vendor=command.vendor,
            tags=command.tags,
            options=command.options,
            attribute_values=described_by.product_values(command.attributes),
            media=tuple(as_media(item, MediaId(self.ids.new())) for item in command.media),
            seo=command.seo,
        )

    @staticmethod
    def _claim_slug(command: CreateProduct, uow: CatalogUnitOfWork, product: Product, now: datetime) -> None:
        try:
            uow.products.claim_slug(product, now)
        except AlreadyExists as taken:
            if command.slug is None and taken.field == "slug":
                # Somebody was quicker with the slug that we made: the retry makes another.
                raise ConcurrencyConflict("product") from taken
            raise

    def _add_variants(self, command: CreateProduct, product: Product, described_by: Definition, now: datetime) -> None:
        for index, given in enumerate(command.variants):
            where = f"variants/{index}/"
            details = as_details(given, product, described_by, where)
            product.add_variant(now, VariantId(self.ids.new()), details, where)

    def _set_prices(self, command: CreateProduct, uow: CatalogUnitOfWork, product: Product, now: datetime) -> None:
        if not any(given.prices for given in command.variants):
            return
        channels = uow.priced_goods.channels()
        prices = [
            as_price(
                PriceId(self.ids.new()), PricedVariant(variant.id, product.id, variant.sku), terms, channels, f"variants/{i}/prices/{j}/"
            )
            for i, (variant, given) in enumerate(zip(product.variants, command.variants, strict=True))
            for j, terms in enumerate(given.prices)
        ]
        require_distinct(prices)
        put_prices(uow, uow.prices, prices, now, command.actor.signature)


def as_details(given: GivenVariant, product: Product, described_by: Definition, where: str = "") -> VariantDetails:
    """The details of a new variant, with a SKU and checked attribute values."""
    return VariantDetails(
        sku=given.sku or made_sku(product.slug, product.options, given.option_values),
        option_values=given.option_values,
        barcode=given.barcode,
        weight_grams=given.weight_grams,
        dimensions=given.dimensions,
        requires_shipping=given.requires_shipping,
        tax_category=given.tax_category,
        track_inventory=given.track_inventory,
        active=given.active,
        attribute_values=described_by.variant_values(given.attributes, where),
        media_ids=given.media_ids,
    )


def place(uow: CatalogUnitOfWork, product: Product, categories: tuple[CategoryId, ...], now: datetime) -> None:
    """Assign exactly these categories; raises InvalidValue for an unknown one."""
    known = uow.categories.existing(categories)
    for index, key in enumerate(categories):
        if key not in known:
            raise InvalidValue(f"category_ids/{index}", "there is no such category")
    if categories or product.placements:
        product.assign_categories(now, categories)


def publish(uow: CatalogUnitOfWork, product: Product, given: GivenPublication, now: datetime) -> None:
    """Raises EntityNotFound for an unknown channel."""
    channel = uow.channels.by_code(given.channel)
    product.publish(now, channel.id, given.published_from, given.published_until)
