"""Tables of passkeys. Public keys only: nothing in them lets anybody in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, String, Table, Text, UniqueConstraint, Uuid

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Instant, id_column, metadata, reference, timestamps, version_column, word
from domain.identity.passkeys.ceremony import CeremonyPurpose
from domain.identity.passkeys.errors import PasskeyTaken

passkeys = Table(
    "passkeys",
    metadata,
    id_column(),
    reference("account_id", "accounts.id", ondelete="CASCADE"),
    # At most 1023 bytes by the standard, as base 64.
    Column("credential_id", String(1400), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("synced", Boolean, nullable=False),
    Column("name", String(60), nullable=False),
    Column("last_used_at", Instant),
    *timestamps(),
    version_column(),
    UniqueConstraint("credential_id"),
    CheckConstraint("sign_count >= 0", name="sign_count_counted"),
)
refuse_as("uq_passkeys_credential_id", lambda _: PasskeyTaken())

passkey_ceremonies = Table(
    "passkey_ceremonies",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    Column("purpose", word(CeremonyPurpose), nullable=False),
    reference("account_id", "accounts.id", nullable=True, ondelete="CASCADE"),
    Column("session_id", Uuid),
    Column("expires_at", Instant, nullable=False, index=True),
    *timestamps(),
)
