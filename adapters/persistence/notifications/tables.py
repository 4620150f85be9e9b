"""Tables of notifications."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint, Uuid, text

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Document, Instant, id_column, metadata, timestamps, version_column, word
from domain.notifications.content import MessageContent
from domain.notifications.message import MessageState, Template
from domain.shared.errors import ConcurrencyConflict

messages = Table(
    "messages",
    metadata,
    id_column(),
    # The event that asked for it; no reference: the outbox is pruned.
    Column("cause", Uuid, nullable=False),
    Column("template", word(Template), nullable=False),
    Column("recipient", String(320), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("content", Document(MessageContent), nullable=False),
    Column("state", word(MessageState), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", Instant),
    Column("sent_at", Instant),
    *timestamps(),
    version_column(),
    UniqueConstraint("cause", "recipient", "template"),
    Index("ix_messages_sent_at", "sent_at", postgresql_where=text("sent_at IS NOT NULL")),
    Index("ix_messages_unsent", "created_at", postgresql_where=text("sent_at IS NULL")),
)
# Written by a twin at the same moment: trying again finds it.
refuse_as("uq_messages_cause_recipient_template", lambda _: ConcurrencyConflict("message"))
