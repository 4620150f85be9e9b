"""Tables of accounts. What must never be shown to anybody: `password_hash`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, Uuid, func, text

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Instant, id_column, metadata, reference, timestamps, version_column, word
from domain.identity.accounts.account import AccountState
from domain.identity.accounts.errors import AddressInUse
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.identity.accounts.requests import WantedLink

accounts = Table(
    "accounts",
    metadata,
    id_column(),
    Column("email", String(320), nullable=False),
    Column("email_key", String(320), nullable=False),
    Column("password_hash", Text),
    Column("password_changed_at", Instant),
    Column("state", word(AccountState), nullable=False),
    Column("confirmed_at", Instant, nullable=False),
    Column("locale", String(35), nullable=False),
    Column("first_name", String(100), nullable=False, server_default=text("''")),
    Column("last_name", String(100), nullable=False, server_default=text("''")),
    Column("locked_at", Instant),
    Column("lock_reason", String(500), nullable=False, server_default=text("''")),
    Column("closed_at", Instant),
    *timestamps(),
    version_column(),
    Index("uq_accounts_email_key", "email_key", unique=True, postgresql_where=text("state <> 'closed'")),
    CheckConstraint("state <> 'closed' OR password_hash IS NULL", name="closed_has_no_password"),
)
# Staff look for people by the beginning of a name or an address, and read the newest first.
Index("ix_accounts_email_key_prefix", accounts.c.email_key, postgresql_ops={"email_key": "varchar_pattern_ops"})
for _column in (accounts.c.first_name, accounts.c.last_name):
    _key = f"{_column.name}_lower"
    Index(f"ix_accounts_{_key}", func.lower(_column).label(_key), postgresql_ops={_key: "varchar_pattern_ops"})
Index("ix_accounts_created_at", accounts.c.created_at, accounts.c.id)
# Most are active: those are found among the newest.
Index("ix_accounts_state", accounts.c.state, accounts.c.created_at, accounts.c.id, postgresql_where=text("state <> 'active'"))
refuse_as("uq_accounts_email_key", lambda _: AddressInUse())

mailed_secrets = Table(
    "mailed_secrets",
    metadata,
    id_column(),
    Column("purpose", word(SecretPurpose), nullable=False),
    Column("account_id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE")),
    # What it is about; no reference: the kind depends on the purpose.
    Column("subject", Uuid),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("used_at", Instant),
    *timestamps(),
    version_column(),
    Index("ix_mailed_secrets_account_id_purpose", "account_id", "purpose", "created_at"),
)

registrations = Table(
    "registrations",
    metadata,
    id_column(),
    Column("email", String(320), nullable=False),
    Column("email_key", String(320), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("locale", String(35), nullable=False),
    Column("first_name", String(100), nullable=False),
    Column("last_name", String(100), nullable=False),
    *timestamps(),
    version_column(),
    Index("ix_registrations_email_key", "email_key", "created_at"),
    Index("ix_registrations_created_at", "created_at"),
)

link_requests = Table(
    "link_requests",
    metadata,
    id_column(),
    Column("wanted", word(WantedLink), nullable=False),
    Column("email_key", String(320), nullable=False),
    *timestamps(),
    version_column(),
    Index("ix_link_requests_created_at", "created_at"),
)

email_changes = Table(
    "email_changes",
    metadata,
    id_column(),
    reference("account_id", "accounts.id", ondelete="CASCADE"),
    Column("former", String(320), nullable=False),
    Column("wanted", String(320), nullable=False),
    Column("confirmed_at", Instant),
    *timestamps(),
    version_column(),
    Index("ix_email_changes_created_at", "created_at"),
)

known_devices = Table(
    "known_devices",
    metadata,
    id_column(),
    reference("account_id", "accounts.id", ondelete="CASCADE"),
    Column("label", String(100), nullable=False),
    Column("network", String(50), nullable=False),
    Column("last_seen_at", Instant, nullable=False, index=True),
    *timestamps(),
    version_column(),
)
