"""Tables of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)

from adapters.persistence.errors import refuse_as, unique
from adapters.persistence.metadata import (
    CurrencyCode,
    Document,
    Instant,
    TextArray,
    id_column,
    metadata,
    reference,
    timestamps,
    version_column,
    word,
)
from domain.catalog.attribute import AttributeKind, Choice, ValueRules
from domain.catalog.collection import RuleSet
from domain.catalog.media import Media
from domain.catalog.options import ProductOption
from domain.catalog.product_type import AttributeUse
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo
from domain.catalog.variant import Dimensions
from domain.shared.cart_merging import CartMerging
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import LocationId, MediaId
from domain.shared.localized_text import LocalizedText
from domain.shared.tax_rounding import TaxRounding


class AttributeValuesDocument(Document):
    """Attribute values by code; several choices are a tuple in the domain and an array in JSON."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(dict)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return {code: tuple(item) if isinstance(item, list) else item for code, item in (value or {}).items()}


channels = Table(
    "channels",
    metadata,
    id_column(),
    Column("code", String(50), nullable=False),
    Column("name", String(255), nullable=False),
    Column("currency", CurrencyCode, nullable=False),
    Column("locales", Document(tuple[str, ...]), nullable=False),
    Column("countries", Document(tuple[str, ...]), nullable=False),
    Column("prices_include_tax", Boolean, nullable=False),
    Column("tax_rounding", word(TaxRounding), nullable=False, server_default="line"),
    Column("order_prefix", String(12), nullable=False, server_default=text("''")),
    Column("stock_locations", Document(tuple[LocationId, ...]), nullable=False),
    Column("cart_merging", word(CartMerging), nullable=False, server_default="merge"),
    Column("tax_country", String(2), nullable=False, server_default=text("''")),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_channels_code", "channel", "code")

categories = Table(
    "categories",
    metadata,
    id_column(),
    reference("parent_id", "categories.id", nullable=True, index=False),
    Column("slug", String(120), nullable=False),
    Column("name", Document(LocalizedText), nullable=False),
    Column("description", Document(LocalizedText), nullable=False),
    Column("seo", Document(Seo), nullable=False),
    Column("position", Integer, nullable=False),
    # Derived from parent_id: the ids from the root down to the category itself. Kept by SqlCategories, can be rebuilt at any time.
    Column("path", ARRAY(Uuid), nullable=False, server_default=text("'{}'::uuid[]")),
    *timestamps(),
    version_column(),
    UniqueConstraint("slug"),
    CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    Index("ix_categories_parent_id_position", "parent_id", "position"),
    Index("ix_categories_path", "path", postgresql_using="gin"),
)
unique("uq_categories_slug", "category", "slug")

attributes = Table(
    "attributes",
    metadata,
    id_column(),
    Column("code", String(60), nullable=False),
    Column("kind", word(AttributeKind), nullable=False),
    Column("label", Document(LocalizedText), nullable=False),
    Column("filterable", Boolean, nullable=False),
    Column("unit", String(30), nullable=False, server_default=text("''")),
    Column("rules", Document(ValueRules), nullable=False),
    Column("choices", Document(tuple[Choice, ...]), nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_attributes_code", "attribute", "code")

product_types = Table(
    "product_types",
    metadata,
    id_column(),
    Column("code", String(60), nullable=False),
    Column("name", Document(LocalizedText), nullable=False),
    Column("product_attributes", Document(tuple[AttributeUse, ...]), nullable=False),
    Column("variant_attributes", Document(tuple[AttributeUse, ...]), nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_product_types_code", "product type", "code")

products = Table(
    "products",
    metadata,
    id_column(),
    Column("slug", String(120), nullable=False),
    Column("status", word(ProductStatus), nullable=False),
    Column("name", Document(LocalizedText), nullable=False),
    Column("description", Document(LocalizedText), nullable=False),
    reference("product_type_id", "product_types.id", nullable=True),
    Column("vendor", String(255), nullable=False, server_default=text("''")),
    Column("tags", TextArray, nullable=False, server_default=text("'{}'::text[]")),
    Column("options", Document(tuple[ProductOption, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    Column("attribute_values", AttributeValuesDocument, nullable=False, server_default=text("'{}'::jsonb")),
    Column("media", Document(tuple[Media, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    Column("seo", Document(Seo), nullable=False, server_default=text("'{}'::jsonb")),
    Column("activated_at", Instant),
    *timestamps(),
    version_column(),
    UniqueConstraint("slug"),
    Index("ix_products_updated_at_id", "updated_at", "id"),
    Index("ix_products_status_id", "status", "id"),
    Index("ix_products_vendor", text("lower(vendor)")),
    Index("ix_products_tags", "tags", postgresql_using="gin"),
)
unique("uq_products_slug", "product", "slug")

#: Every slug a product has or had; a former one redirects. The present one is the row equal to products.slug.
product_slugs = Table(
    "product_slugs",
    metadata,
    Column("slug", String(120), primary_key=True),
    reference("product_id", "products.id", ondelete="CASCADE"),
    Column("created_at", Instant, nullable=False),
)

variants = Table(
    "variants",
    metadata,
    id_column(),
    reference("product_id", "products.id", ondelete="CASCADE", index=False),
    Column("sku", String(100), nullable=False),
    Column("barcode", String(14)),
    Column("position", Integer, nullable=False),
    Column("option_values", Document(Mapping[str, str]), nullable=False, server_default=text("'{}'::jsonb")),
    Column("attribute_values", AttributeValuesDocument, nullable=False, server_default=text("'{}'::jsonb")),
    Column("weight_grams", Integer, nullable=False, server_default=text("0")),
    Column("dimensions", Document(Dimensions)),
    Column("requires_shipping", Boolean, nullable=False, server_default=text("true")),
    Column("tax_category", String(60), nullable=False, server_default=text("'standard'")),
    Column("track_inventory", Boolean, nullable=False, server_default=text("true")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("media_ids", Document(tuple[MediaId, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    UniqueConstraint("sku"),
    # The combination is unique within a product: jsonb compares by content, whatever the order of keys.
    UniqueConstraint("product_id", "option_values"),
    CheckConstraint("weight_grams >= 0", name="weight_not_negative"),
    Index("ix_variants_product_id_position", "product_id", "position"),
    Index("ix_variants_barcode", "barcode", postgresql_where=text("barcode IS NOT NULL")),
)
unique("uq_variants_sku", "variant", "sku")
# Two writers met; the second try sees the first one's variant and names the combination.
refuse_as("uq_variants_product_id_option_values", lambda _: ConcurrencyConflict("product"))

product_channels = Table(
    "product_channels",
    metadata,
    Column("product_id", Uuid, ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Uuid, ForeignKey("channels.id"), primary_key=True, index=True),
    Column("published_from", Instant),
    Column("published_until", Instant),
    CheckConstraint("published_until > published_from", name="window_not_empty"),
)

product_categories = Table(
    "product_categories",
    metadata,
    Column("product_id", Uuid, ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
    Column("category_id", Uuid, ForeignKey("categories.id"), primary_key=True, index=True),
    Column("position", Integer, nullable=False, server_default=text("0")),
)

collections = Table(
    "collections",
    metadata,
    id_column(),
    Column("slug", String(120), nullable=False),
    Column("name", Document(LocalizedText), nullable=False),
    Column("description", Document(LocalizedText), nullable=False),
    Column("seo", Document(Seo), nullable=False),
    # NULL: by hand.
    Column("rules", Document(RuleSet)),
    *timestamps(),
    version_column(),
    UniqueConstraint("slug"),
)
unique("uq_collections_slug", "collection", "slug")

collection_products = Table(
    "collection_products",
    metadata,
    Column("collection_id", Uuid, ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("product_id", Uuid, ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False, server_default=text("0")),
    Index("ix_collection_products_collection_id_position", "collection_id", "position", "product_id"),
)

# A row that was there when the use case looked is gone at commit (or came in between): the retry sees it and says so precisely.
for _constraint in (
    "fk_categories_parent_id",
    "fk_product_categories_category_id",
    "fk_product_channels_channel_id",
    "fk_products_product_type_id",
    "fk_collection_products_product_id",
):
    refuse_as(_constraint, lambda _: ConcurrencyConflict("catalogue"))
