"""Tables of orders, their lines, parcels and timeline."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, Integer, String, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import CurrencyCode, Document, Instant, id_column, metadata, reference, timestamps, version_column, word
from domain.orders.parts import BoughtItem, Refund, ShippedLine, Terms
from domain.orders.states import DisplayedStatus, FulfilmentStatus, OrderState, PaymentStatus, ShipmentState
from domain.shared.errors import ConcurrencyConflict

# Has no rows: its identity is the sequence behind order numbers, in a form that migrations compare. A rolled back order leaves a
# gap in it that nobody can see.
order_serials = Table("order_serials", metadata, Column("serial", BigInteger, Identity(), primary_key=True))
ORDER_SERIALS = "order_serials_serial_seq"

orders = Table(
    "orders",
    metadata,
    id_column(),
    Column("number", String(40), nullable=False),
    Column("token", String(64), nullable=False),
    reference("channel_id", "channels.id"),
    # The last guard of checkout: one order a cart. No reference: carts are purged.
    Column("cart_id", Uuid, nullable=False),
    # Whose order history it is in; guests have none.
    Column("account_id", Uuid),
    Column("email", String(320), nullable=False),
    Column("currency", CurrencyCode, nullable=False),
    Column("total_amount", BigInteger, nullable=False),
    Column("terms", Document(Terms), nullable=False),
    Column("state", word(OrderState), nullable=False),
    Column("payment_status", word(PaymentStatus), nullable=False),
    Column("fulfilment", word(FulfilmentStatus), nullable=False),
    Column("status", word(DisplayedStatus), nullable=False),
    Column("refunds", Document(tuple[Refund, ...]), nullable=False),
    Column("placed_at", Instant, nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("number"),
    UniqueConstraint("token"),
    UniqueConstraint("cart_id"),
    Index("ix_orders_placed_at", "placed_at", "id"),
    Index("ix_orders_number_prefix", "number", postgresql_ops={"number": "varchar_pattern_ops"}),
    Index("ix_orders_status", "status", "placed_at", "id"),
    Index("ix_orders_account_id", "account_id", "placed_at", "id", postgresql_where=text("account_id IS NOT NULL")),
    # In the C collation only A to Z have a lower case, so that no look-alike letter becomes another.
    Index("ix_orders_email", text('lower(email COLLATE "C")'), "placed_at", "id"),
    # What can be claimed.
    Index("ix_orders_guest_email", text('lower(email COLLATE "C")'), postgresql_where=text("account_id IS NULL")),
)
# Only after a change of the key behind the numbers: the next try takes the next serial.
refuse_as("uq_orders_number", lambda _: ConcurrencyConflict("order"))
# Somebody else finished the same cart at the same moment: trying again finds the order.
refuse_as("uq_orders_cart_id", lambda _: ConcurrencyConflict("order"))

order_lines = Table(
    "order_lines",
    metadata,
    id_column(),
    reference("order_id", "orders.id", ondelete="CASCADE"),
    Column("position", Integer, nullable=False),
    # No reference: what was bought stays known when the variant is deleted.
    Column("variant_id", Uuid, nullable=False, index=True),
    Column("sku", String(255), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("item", Document(BoughtItem), nullable=False),
    Column("fulfilled", Integer, nullable=False, server_default="0"),
    Column("refunded", Integer, nullable=False, server_default="0"),
    Column("removed", Integer, nullable=False, server_default="0"),
    CheckConstraint("quantity > 0", name="quantity_positive"),
    CheckConstraint("fulfilled >= 0 AND removed >= 0 AND fulfilled + removed <= quantity", name="fulfilled_within_ordered"),
    CheckConstraint("refunded >= 0 AND refunded <= quantity", name="refunded_within_ordered"),
)

shipments = Table(
    "shipments",
    metadata,
    id_column(),
    reference("order_id", "orders.id", ondelete="CASCADE"),
    Column("lines", Document(tuple[ShippedLine, ...]), nullable=False),
    Column("carrier", String(100), nullable=False),
    Column("tracking_number", String(100), nullable=False),
    Column("tracking_url", Text, nullable=False),
    Column("state", word(ShipmentState), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("delivered_at", Instant),
)

order_timeline = Table(
    "order_timeline",
    metadata,
    id_column(),
    reference("order_id", "orders.id", ondelete="CASCADE"),
    Column("kind", String(50), nullable=False),
    Column("actor", String(255), nullable=False),
    # No references: who did it stays on record when their account is gone, as an id that leads nowhere.
    Column("actor_id", Uuid),
    Column("on_behalf_of", Uuid),
    Column("data", JSONB, nullable=False),
    Column("happened_at", Instant, nullable=False),
    # What an erasure looks for; buyers, who write most entries, are not in it.
    Index("ix_order_timeline_actor_id", "actor_id", postgresql_where=text("actor_id IS NOT NULL")),
)
