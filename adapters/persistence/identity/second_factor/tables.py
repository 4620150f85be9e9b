"""Tables of second factors. Nothing in them lets anybody in: secrets are sealed, codes and tokens are digests."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint, Uuid

from adapters.persistence.metadata import Document, Instant, id_column, metadata, reference, timestamps, version_column
from domain.identity.second_factor.second_factor import RecoveryCode

second_factors = Table(
    "second_factors",
    metadata,
    # One an account: its id is the account's.
    Column("id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("sealed_secret", Text),
    Column("begun_at", Instant, nullable=False),
    Column("enabled_at", Instant),
    Column("authenticator_at", Instant),
    Column("last_step", BigInteger),
    Column("recovery_codes", Document(tuple[RecoveryCode, ...]), nullable=False),
    Column("wrong_codes", Integer, nullable=False),
    Column("patient_until", Instant),
    *timestamps(),
    version_column(),
    CheckConstraint("wrong_codes >= 0", name="wrong_codes_counted"),
    CheckConstraint("authenticator_at IS NULL OR sealed_secret IS NOT NULL", name="authenticator_has_secret"),
)

sign_in_challenges = Table(
    "sign_in_challenges",
    metadata,
    id_column(),
    Column("token_digest", String(64), nullable=False),
    reference("account_id", "accounts.id", ondelete="CASCADE"),
    Column("audience", String(30), nullable=False),
    Column("method", String(30), nullable=False),
    Column("user_agent", String(300), nullable=False),
    Column("network", String(64), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("wrong_codes", Integer, nullable=False),
    Column("passed_at", Instant),
    *timestamps(),
    version_column(),
    UniqueConstraint("token_digest"),
)
