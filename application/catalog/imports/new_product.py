"""A product that comes into the shop by a file: as valid as `Product`, by the same rules, and without its moving parts.

Thousands are made in a second; what they do afterwards, they do as `Product`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain.catalog.attribute import AttributeValues
from domain.catalog.media import Media, checked_media
from domain.catalog.options import DuplicateCombination, ProductOption, checked_combination, checked_options
from domain.catalog.product import MAX_VARIANTS, Product, checked_tags
from domain.catalog.publication import PRODUCT_LIFE, ProductStatus, checked_window
from domain.catalog.slug import checked_slug
from domain.catalog.texts import MAX_NAME, Seo, checked_name
from domain.catalog.variant import VariantDetails
from domain.shared.errors import AlreadyExists, InvalidValue
from domain.shared.ids import CategoryId, ChannelId, ProductId, ProductTypeId, VariantId
from domain.shared.localized_text import LocalizedText


@dataclass
class NewVariant:
    """Attributes as `Variant` has them."""

    id: VariantId
    product_id: ProductId
    position: int
    details: VariantDetails

    @property
    def sku(self) -> str:
        return self.details.sku

    @property
    def attribute_values(self) -> AttributeValues:
        return self.details.attribute_values or {}

    @property
    def track_inventory(self) -> bool:
        return self.details.track_inventory


@dataclass(frozen=True, slots=True)
class NewPublication:
    """In a channel, within a window."""

    channel_id: ChannelId
    published_from: datetime | None
    published_until: datetime | None = None


@dataclass
class NewProduct:
    """Attributes as `Product` has them. `add` and `check` refuse what `Product` refuses."""

    id: ProductId
    slug: str
    name: LocalizedText
    description: LocalizedText
    created_at: datetime
    product_type_id: ProductTypeId | None
    vendor: str
    tags: tuple[str, ...]
    options: tuple[ProductOption, ...]
    attribute_values: AttributeValues
    media: tuple[Media, ...]
    seo: Seo
    status: ProductStatus = PRODUCT_LIFE.initial
    category_ids: tuple[CategoryId, ...] = ()
    publications: tuple[NewPublication, ...] = ()
    variants: list[NewVariant] = field(default_factory=list)

    def check(self) -> None:
        """Bring values into canonical form. Raises InvalidValue."""
        checked_slug(self.slug)
        checked_name(self.name)
        if len(self.vendor) > MAX_NAME:
            raise InvalidValue("vendor", f"must be at most {MAX_NAME} characters")
        self.vendor = self.vendor.strip()
        self.tags = checked_tags(self.tags)
        self.options = checked_options(self.options)
        checked_media(self.media)
        for item in self.publications:
            checked_window(item.published_from, item.published_until)

    def add(self, key: VariantId, details: VariantDetails) -> NewVariant:
        """Raises InvalidValue, AlreadyExists or DuplicateCombination."""
        if len(self.variants) >= MAX_VARIANTS:
            raise InvalidValue("variants", f"at most {MAX_VARIANTS} variants")
        checked = details.checked()
        combination = checked_combination(self.options, checked.option_values)
        for other in self.variants:
            if other.sku == checked.sku:
                raise AlreadyExists("variant", "sku", checked.sku)
            if other.details.option_values == combination:
                raise DuplicateCombination(combination, other.sku)
        variant = NewVariant(key, self.id, len(self.variants), checked)
        self.variants.append(variant)
        return variant

    @property
    def activated_at(self) -> datetime | None:
        return self.created_at if self.status is ProductStatus.ACTIVE else None

    def as_product(self) -> Product:
        """The aggregate itself, made by its own methods."""
        now = self.created_at
        product = Product(
            self.id,
            self.name,
            self.slug,
            now,
            product_type_id=self.product_type_id,
            description=self.description,
            vendor=self.vendor,
            tags=self.tags,
            options=self.options,
            attribute_values=self.attribute_values,
            media=self.media,
            seo=self.seo,
        )
        for variant in self.variants:
            product.add_variant(now, variant.id, variant.details)
        if self.category_ids:
            product.assign_categories(now, self.category_ids)
        for item in self.publications:
            product.publish(now, item.channel_id, item.published_from, item.published_until)
        if self.status is not PRODUCT_LIFE.initial:
            product.advance(now, self.status)
        product.updated_at = now
        product.release_events()
        return product
