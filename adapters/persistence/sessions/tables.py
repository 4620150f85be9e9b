"""Tables of sessions. No token is in them: digests, and keys sealed under the installation's secret."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table, Text, Uuid, func, text

from adapters.persistence.metadata import Instant, TextArray, id_column, metadata, timestamps, version_column, word
from domain.sessions.audience import Audience
from domain.sessions.revocation import RevocationKind
from domain.sessions.session import EndReason

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    # Whoever is forgotten takes every session along, also one that nobody saw begin.
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("audience", word(Audience), nullable=False),
    Column("user_agent", String(300), nullable=False),
    Column("network", String(64), nullable=False),
    Column("impersonator_id", Uuid),
    Column("signed_in_at", Instant, nullable=False),
    Column("strong", Boolean, nullable=False),
    Column("methods", TextArray, nullable=False),
    Column("token_digest", String(64), nullable=False),
    Column("previous_digest", String(64)),
    Column("salt", String(64)),
    Column("rotated_at", Instant, nullable=False),
    Column("last_used_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("end_reason", word(EndReason)),
    *timestamps(),
    version_column(),
    CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
    CheckConstraint("expires_at <= ends_at", name="ends_at_last"),
    Index("ix_sessions_account_id", "account_id"),
    Index("ix_sessions_gone_at", func.coalesce(text("ended_at"), text("expires_at"))),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    id_column(),
    Column("algorithm", String(20), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("sealed_private_key", Text, nullable=False),
    Column("signs_from", Instant, nullable=False),
    Column("verifies_until", Instant),
    *timestamps(),
    version_column(),
)

revocations = Table(
    "revocations",
    metadata,
    id_column(),
    Column("kind", word(RevocationKind), nullable=False),
    Column("subject", Uuid, nullable=False),
    Column("at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    # By the database's clock at the very end of the transaction: processes read what is younger than two minutes.
    Column("created_at", Instant, nullable=False, server_default=func.clock_timestamp()),
    Index("ix_revocations_created_at", "created_at"),
    Index("ix_revocations_expires_at", "expires_at"),
)
