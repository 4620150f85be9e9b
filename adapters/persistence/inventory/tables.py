"""Tables of inventory."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)

from adapters.persistence.errors import unique
from adapters.persistence.metadata import Instant, id_column, metadata, reference, timestamps, version_column

stock_locations = Table(
    "stock_locations",
    metadata,
    id_column(),
    Column("code", String(50), nullable=False),
    Column("name", String(255), nullable=False),
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_stock_locations_code", "stock location", "code")

stock_items = Table(
    "stock_items",
    metadata,
    id_column(),
    reference("variant_id", "variants.id", ondelete="CASCADE", index=False),
    reference("location_id", "stock_locations.id", index=False),
    Column("on_hand", Integer, nullable=False, server_default="0"),
    Column("allocated", Integer, nullable=False, server_default="0"),
    Column("backorder", Boolean, nullable=False, server_default=text("false")),
    Column("low_stock_threshold", Integer),
    *timestamps(),
    UniqueConstraint("variant_id", "location_id"),
    # Both columns: a server that plans while the table is empty takes either index, and keeps the plan for as long as it is connected.
    # By the location alone every check of a reference would read the whole warehouse.
    Index("ix_stock_items_location_id", "location_id", "variant_id"),
    CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
    CheckConstraint("allocated >= 0", name="allocated_not_negative"),
    CheckConstraint("low_stock_threshold >= 0", name="threshold_not_negative"),
    # Only counters change, which no index covers: room on the page keeps those updates in place.
    postgresql_with={"fillfactor": 70},
)


def _of_a_stock_item() -> ForeignKeyConstraint:
    """To the stock row that the writer has locked anyway: a reference to the location alone would make all writers share its row."""
    return ForeignKeyConstraint(["variant_id", "location_id"], ["stock_items.variant_id", "stock_items.location_id"], ondelete="CASCADE")


reservations = Table(
    "reservations",
    metadata,
    id_column(),
    Column("holder", Uuid, nullable=False),
    Column("variant_id", Uuid, nullable=False),
    Column("location_id", Uuid, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    _of_a_stock_item(),
    UniqueConstraint("holder", "variant_id", "location_id"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
    Index("ix_reservations_variant_id", "variant_id", "location_id", postgresql_include=["quantity", "expires_at", "holder"]),
)

allocations = Table(
    "allocations",
    metadata,
    id_column(),
    # No foreign key to orders: that is another context's table, and the row is written in the order's own transaction.
    Column("order_id", Uuid, nullable=False),
    Column("variant_id", Uuid, nullable=False),
    Column("location_id", Uuid, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    _of_a_stock_item(),
    UniqueConstraint("order_id", "variant_id", "location_id"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
    Index("ix_allocations_variant_id", "variant_id", "location_id"),
)
unique("uq_allocations_order_id_variant_id_location_id", "allocation", "order")

stock_movements = Table(
    "stock_movements",
    metadata,
    id_column(),
    Column("variant_id", Uuid, nullable=False),
    Column("location_id", Uuid, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("on_hand", Integer, nullable=False),
    Column("reason", String(500), nullable=False, server_default=text("''")),
    Column("actor", String(100), nullable=False),
    Column("reference", Uuid),
    Column("occurred_at", Instant, nullable=False),
    _of_a_stock_item(),
    CheckConstraint("quantity <> 0", name="quantity_not_zero"),
    CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
    CheckConstraint("kind IN ('received', 'sold', 'adjusted', 'returned', 'transferred')", name="kind_known"),
    Index("ix_stock_movements_variant_id", "variant_id", "location_id", "id"),
    Index("ix_stock_movements_location_id", "location_id", "id"),
    Index("ix_stock_movements_reference", "reference", postgresql_where=text("reference IS NOT NULL")),
)
