"""Tables of privacy."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, String, Table, Uuid, text

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Instant, id_column, metadata, timestamps, version_column, word
from domain.privacy.requests import ErasureState
from domain.shared.errors import ConcurrencyConflict

consents = Table(
    "consents",
    metadata,
    id_column(),
    Column("account_id", Uuid, index=True),
    Column("email", String(320), index=True),
    Column("purpose", String(60), nullable=False),
    Column("text_version", String(60), nullable=False),
    Column("source", String(60), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("withdrawn_at", Instant),
    *timestamps(),
    version_column(),
)

data_exports = Table(
    "data_exports",
    metadata,
    id_column(),
    Column("account_id", Uuid, nullable=False, index=True),
    Column("requested_at", Instant, nullable=False),
    Column("ready_at", Instant),
    Column("expires_at", Instant, index=True),
    Column("archive", LargeBinary),
    *timestamps(),
    version_column(),
)

erasures = Table(
    "erasures",
    metadata,
    id_column(),
    Column("account_id", Uuid),
    Column("requested_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", word(ErasureState), nullable=False),
    *timestamps(),
    version_column(),
    Index("uq_erasures_waiting", "account_id", unique=True, postgresql_where=text("state = 'waiting'")),
    Index("ix_erasures_due_at", "due_at", postgresql_where=text("state = 'waiting'")),
)
# Two wishes at once: the second finds the first.
refuse_as("uq_erasures_waiting", lambda _: ConcurrencyConflict("erasure"))
