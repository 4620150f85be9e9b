"""Tables of taxes."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from adapters.persistence.errors import unique
from adapters.persistence.metadata import Document, TextArray, id_column, metadata, timestamps, version_column
from domain.tax.zone import TaxArea, TaxRate

tax_categories = Table(
    "tax_categories",
    metadata,
    id_column(),
    Column("code", String(50), nullable=False),
    Column("name", String(255), nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_tax_categories_code", "tax category", "code")

tax_zones = Table(
    "tax_zones",
    metadata,
    id_column(),
    Column("name", String(255), nullable=False),
    Column("areas", Document(tuple[TaxArea, ...]), nullable=False),
    Column("rates", Document(tuple[TaxRate, ...]), nullable=False),
    Column("shipping_category", String(50), nullable=False),
    # Derived from the areas by the aggregate: an order reads only the zones of its country.
    Column("countries", TextArray, nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("name"),
    Index("ix_tax_zones_countries", "countries", postgresql_using="gin"),
)
unique("uq_tax_zones_name", "tax zone", "name")
