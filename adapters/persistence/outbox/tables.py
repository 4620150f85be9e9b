"""Tables of reliable delivery: outbox, inbox, failed deliveries, recurring work and idempotency keys."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.persistence.metadata import Instant, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("position", BigInteger, Identity(always=True), nullable=False),
    Column("name", String(100), nullable=False),
    Column("aggregate_id", Uuid, nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("context", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("occurred_at", Instant, nullable=False),
    # Handed to the queue (last time); completed: every subscriber has consumed it, or was given up.
    Column("published_at", Instant),
    Column("completed_at", Instant),
    # Only what is under way is ever searched for: these stay as small as the backlog.
    Index("ix_outbox_waiting", "position", postgresql_where=text("published_at IS NULL")),
    Index("ix_outbox_chain", "aggregate_id", "position", postgresql_where=text("completed_at IS NULL")),
    Index("ix_outbox_unfinished", "published_at", postgresql_where=text("completed_at IS NULL AND published_at IS NOT NULL")),
    Index("ix_outbox_completed_at", "completed_at", postgresql_where=text("completed_at IS NOT NULL")),
)

#: Deliveries that failed at least once and have not succeeded since.
delivery_failures = Table(
    "delivery_failures",
    metadata,
    Column("event_id", Uuid, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("subscriber", String(100), primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("next_attempt_at", Instant),
    Column("failed_at", Instant),
    CheckConstraint("(next_attempt_at IS NULL) <> (failed_at IS NULL)", name="retried_or_given_up"),
    Index("ix_delivery_failures_next_attempt_at", "next_attempt_at", postgresql_where=text("next_attempt_at IS NOT NULL")),
)

#: When each piece of recurring work was last done, by whichever worker.
recurring_runs = Table(
    "recurring_runs",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("last_run_at", Instant, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("subscriber", String(100), primary_key=True),
    Column("consumed_at", Instant, nullable=False, index=True),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer),
    Column("headers", JSONB),
    Column("body", LargeBinary),
    Column("lease_until", Instant),
    Column("created_at", Instant, nullable=False, index=True),
)
