"""Tables of the catalogue."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Table, UniqueConstraint, text

from adapters.persistence.errors import unique
from adapters.persistence.metadata import CurrencyCode, Document, id_column, metadata, timestamps, version_column
from domain.shared.ids import LocationId

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
    Column("order_prefix", String(12), nullable=False, server_default=text("''")),
    Column("stock_locations", Document(tuple[LocationId, ...]), nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_channels_code", "channel", "code")
