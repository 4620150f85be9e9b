"""Tables of access. Of API keys only a keyed hash is kept."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, Uuid, text

from adapters.persistence.errors import refuse_as, unique
from adapters.persistence.metadata import Document, Instant, TextArray, id_column, metadata, reference, timestamps, version_column, word
from domain.access.errors import AlreadyStaff
from domain.access.invitation import InvitationState
from domain.access.role import Assignment
from domain.shared.ids import ChannelId

roles = Table(
    "roles",
    metadata,
    id_column(),
    Column("name", String(100), nullable=False),
    Column("description", Text, nullable=False),
    Column("permissions", TextArray, nullable=False),
    *timestamps(),
    version_column(),
    Index("uq_roles_name", text("lower(name)"), unique=True),
)
unique("uq_roles_name", "role", "name")

staff_members = Table(
    "staff_members",
    metadata,
    id_column(),
    reference("account_id", "accounts.id", ondelete="CASCADE", index=False),
    Column("name", String(100), nullable=False),
    Column("locked", Boolean, nullable=False),
    # Only ever read and written with their member. A role or channel that is no more allows nothing.
    Column("assignments", Document(tuple[Assignment, ...]), nullable=False),
    *timestamps(),
    version_column(),
    Index("uq_staff_members_account_id", "account_id", unique=True),
)
refuse_as("uq_staff_members_account_id", lambda _: AlreadyStaff())

invitations = Table(
    "invitations",
    metadata,
    id_column(),
    Column("email", String(320), nullable=False),
    Column("name", String(100), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("assignments", Document(tuple[Assignment, ...]), nullable=False),
    Column("invited_by", Uuid, ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    Column("by_operator", Boolean, nullable=False),
    Column("state", word(InvitationState), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    *timestamps(),
    version_column(),
)

api_keys = Table(
    "api_keys",
    metadata,
    id_column(),
    Column("name", String(100), nullable=False),
    Column("prefix", String(20), nullable=False),
    Column("secret_hash", LargeBinary(32), nullable=False),
    Column("scopes", TextArray, nullable=False),
    Column("channels", Document(tuple[ChannelId, ...]), nullable=False),
    # No reference: a key whose person is erased stays theirs, and opens nothing.
    Column("responsible", Uuid),
    Column("quota", Integer),
    Column("expires_at", Instant),
    Column("last_used_at", Instant),
    Column("revoked_at", Instant),
    *timestamps(),
    version_column(),
    Index("uq_api_keys_prefix", "prefix", unique=True),
    CheckConstraint("cardinality(scopes) > 0", name="allows_something"),
    CheckConstraint("quota > 0", name="quota_positive"),
)
unique("uq_api_keys_prefix", "API key", "prefix")

impersonations = Table(
    "impersonations",
    metadata,
    id_column(),
    # No references: the record of who acted for whom outlives both accounts, as ids that lead nowhere.
    Column("staff_account_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("session_id", Uuid, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("ended_at", Instant),
    *timestamps(),
    version_column(),
    Index("ix_impersonations_created_at", "created_at"),
    Index("ix_impersonations_running", "staff_account_id", postgresql_where=text("ended_at IS NULL")),
    Index("ix_impersonations_account_id", "account_id"),
)
