"""Tables of reliable delivery: outbox, inbox and idempotency keys."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, LargeBinary, String, Table, Text, Uuid, text
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
    Column("published_at", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failed_at", Instant),
    Column("last_error", Text),
    # Only what waits is ever searched for; the index stays as small as the backlog.
    Index("ix_outbox_waiting", "position", postgresql_where=text("published_at IS NULL")),
    Index("ix_outbox_published_at", "published_at"),
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
