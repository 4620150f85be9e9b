"""How catalogue aggregates map to their tables."""

from __future__ import annotations

from adapters.persistence.catalog import tables
from adapters.persistence.catalog.imports.tables import catalog_imports
from adapters.persistence.mapping import map_aggregate, map_part, mapping, owned
from domain.catalog.attribute import Attribute
from domain.catalog.category import Category
from domain.catalog.channel import Channel
from domain.catalog.collection import Collection
from domain.catalog.imports.catalog_import import CatalogImport
from domain.catalog.product import Product
from domain.catalog.product_type import ProductType
from domain.catalog.publication import Placement, Publication
from domain.catalog.variant import Variant


@mapping
def map_catalog() -> None:
    map_aggregate(Channel, tables.channels)
    # The path is derived and written by the repository; the domain knows parents only.
    map_aggregate(Category, tables.categories, exclude_properties=["path"])
    map_aggregate(Attribute, tables.attributes)
    map_aggregate(ProductType, tables.product_types)
    map_aggregate(Collection, tables.collections)
    map_aggregate(CatalogImport, catalog_imports)
    map_part(Variant, tables.variants)
    map_part(Publication, tables.product_channels)
    map_part(Placement, tables.product_categories)
    map_aggregate(
        Product,
        tables.products,
        properties={
            "variants": owned(Variant, tables.variants.c.position),
            "publications": owned(Publication, tables.product_channels.c.channel_id),
            "placements": owned(Placement, tables.product_categories.c.position),
        },
    )
