"""Tables of payments and their ledger."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, String, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import CurrencyCode, Document, Instant, id_column, metadata, reference, timestamps, version_column, word
from domain.payments.ledger import EventKind, Operation
from domain.payments.states import PaymentState
from domain.shared.errors import ConcurrencyConflict


def _amount(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


payments = Table(
    "payments",
    metadata,
    id_column(),
    # No reference: a payment outlives a cart that is purged.
    Column("cart_id", Uuid, nullable=False, index=True),
    reference("order_id", "orders.id", nullable=True),
    Column("method", String(50), nullable=False),
    Column("gateway", String(50), nullable=False),
    Column("instrument", String(255)),
    Column("currency", CurrencyCode, nullable=False),
    _amount("requested"),
    Column("state", word(PaymentState), nullable=False),
    Column("reference", String(255)),
    Column("action_url", Text),
    _amount("promised"),
    _amount("authorized"),
    _amount("captured"),
    _amount("refunded"),
    _amount("voided"),
    Column("operations", Document(tuple[Operation, ...]), nullable=False),
    Column("unsettled", Boolean, nullable=False, server_default=text("false")),
    *timestamps(),
    version_column(),
    CheckConstraint("requested >= 0 AND promised >= 0 AND authorized >= 0 AND voided >= 0", name="amounts_not_negative"),
    CheckConstraint("captured <= promised + authorized - voided", name="captured_within_agreed"),
    CheckConstraint("refunded >= 0 AND refunded <= captured", name="refunded_within_captured"),
    Index("ix_payments_reference", "gateway", "reference"),
    Index("ix_payments_unsettled", "updated_at", postgresql_where=text("unsettled")),
)

payment_events = Table(
    "payment_events",
    metadata,
    id_column(),
    reference("payment_id", "payments.id", index=False),
    Column("provider_event_id", String(255), nullable=False),
    Column("kind", word(EventKind), nullable=False),
    _amount("amount"),
    Column("detail", Text, nullable=False),
    Column("occurred_at", Instant, nullable=False),
    UniqueConstraint("payment_id", "provider_event_id"),
)
# The same report twice at the same moment: trying again finds it booked.
refuse_as("uq_payment_events_payment_id_provider_event_id", lambda _: ConcurrencyConflict("payment"))

# The test provider's own memory, no part of the shop's data: no references in either direction.
test_provider_charges = Table(
    "test_provider_charges",
    metadata,
    Column("payment_id", Uuid, primary_key=True),
    _amount("authorized"),
    _amount("captured"),
    _amount("refunded"),
    _amount("voided"),
    Column("charge", JSONB, nullable=False),
    Column("created_at", Instant, nullable=False),
)
