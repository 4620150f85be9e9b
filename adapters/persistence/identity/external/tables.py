"""Tables of external logins. No token of a provider is kept anywhere: we ask who somebody is, once."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Instant, id_column, metadata, reference, timestamps, version_column, word
from domain.identity.external.errors import IdentityTaken
from domain.identity.external.pending import Purpose

external_identities = Table(
    "external_identities",
    metadata,
    id_column(),
    reference("account_id", "accounts.id", ondelete="CASCADE", index=False),
    Column("provider", String(50), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("last_used_at", Instant, nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("provider", "subject"),
    UniqueConstraint("account_id", "provider"),
)
# Of the conflicting values only the provider's name is told, which the caller knows: never a subject, which may hold anything.
refuse_as("uq_external_identities_provider_subject", lambda values: IdentityTaken(values.partition(", ")[0]))
refuse_as("uq_external_identities_account_id_provider", lambda values: IdentityTaken(values.rpartition(", ")[2]))

pending_sign_ins = Table(
    "pending_sign_ins",
    metadata,
    Column("state_digest", String(64), primary_key=True),
    Column("binding_digest", String(64), nullable=False),
    Column("provider", String(50), nullable=False),
    Column("purpose", word(Purpose), nullable=False),
    Column("audience", String(30), nullable=False),
    Column("redirect_uri", Text, nullable=False),
    Column("locale", String(35)),
    reference("account_id", "accounts.id", nullable=True, ondelete="CASCADE"),
    Column("expires_at", Instant, nullable=False, index=True),
    *timestamps(),
)
