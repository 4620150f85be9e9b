"""Tables of shipping."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from adapters.persistence.errors import unique
from adapters.persistence.metadata import Document, TextArray, id_column, metadata, timestamps, version_column
from domain.shipping.method import ShippingMethod

shipping_zones = Table(
    "shipping_zones",
    metadata,
    id_column(),
    Column("name", String(255), nullable=False),
    # Empty: the rest of the world.
    Column("countries", TextArray, nullable=False),
    # Methods are only ever read and written with their zone: one document, one statement.
    Column("methods", Document(tuple[ShippingMethod, ...]), nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("name"),
    Index("ix_shipping_zones_countries", "countries", postgresql_using="gin"),
)
unique("uq_shipping_zones_name", "shipping zone", "name")
