"""Tables of the audit log, and what forbids to change them."""

from __future__ import annotations

from sqlalchemy import DDL, BigInteger, CheckConstraint, Column, Index, SmallInteger, String, Table, Uuid, event, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.persistence.metadata import Instant, metadata

#: No references to accounts: entries outlive everything that they are about.
audit_entries = Table(
    "audit_entries",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_kind", String(20), nullable=False),
    Column("actor_label", String(200), nullable=False),
    Column("account_id", Uuid),
    Column("session_id", Uuid),
    Column("key_id", Uuid),
    Column("impersonator_id", Uuid),
    Column("action", String(120), nullable=False),
    Column("object_kind", String(60), nullable=False),
    Column("object_id", String(200), nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("before", JSONB(none_as_null=True)),
    Column("after", JSONB(none_as_null=True)),
    Column("network", String(64), nullable=False),
    Column("request_id", String(64), nullable=False),
    # What is hashed of the network: so the network itself, and the salt, can be forgotten.
    Column("network_salt", String(16), nullable=False),
    Column("network_proof", String(32), nullable=False),
    Index("ix_audit_entries_at_id", "at", "id"),
    Index("ix_audit_entries_with_network", "at", postgresql_where=text("network <> ''")),
    Index("ix_audit_entries_object", "object_id", "object_kind", "at", "id"),
    Index("ix_audit_entries_action", "action", "at", "id", postgresql_ops={"action": "varchar_pattern_ops"}),
    Index("ix_audit_entries_account_id", "account_id", "at", "id", postgresql_where=text("account_id IS NOT NULL")),
    Index("ix_audit_entries_impersonator_id", "impersonator_id", "at", "id", postgresql_where=text("impersonator_id IS NOT NULL")),
    Index("ix_audit_entries_key_id", "key_id", "at", "id", postgresql_where=text("key_id IS NOT NULL")),
    Index("ix_audit_entries_object_kind", "object_kind", "at", "id"),
    # People are ids; labels name machines and terminals.
    Index("ix_audit_entries_actor_label", "actor_label", "at", "id", postgresql_where=text("actor_label <> ''")),
    Index("ix_audit_entries_request_id", "request_id"),
)

audit_links = Table(
    "audit_links",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    # No reference: a link whose entry is gone is what tells that it is gone.
    Column("entry_id", Uuid, nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
    Column("seal", String(100), nullable=False),
    CheckConstraint("position > 0", name="position_positive"),
)

#: Entries that are not chained yet: as small as the last seconds.
audit_waiting = Table("audit_waiting", metadata, Column("entry_id", Uuid, primary_key=True))

#: One row: the end of the chain, noted apart from it.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("entry_id", Uuid, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("seal", String(100), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

APPEND_ONLY = ("audit_entries", "audit_links")

#: The one thing that may be changed, and not before thirty days: that an entry says from which network (`network_proof` stays).
#: Makes the tables append-only for everybody who cannot change the tables themselves. ALWAYS: replication roles too. What is
#: revoked is revoked from the owner as well (superusers know no rights; for them, too, the triggers hold).
GUARDS: tuple[str, ...] = (
    """
    CREATE FUNCTION refuse_change_of_audit_log() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
    IF TG_TABLE_NAME = 'audit_entries' AND TG_OP = 'UPDATE' THEN
        IF NEW.network = '' AND NEW.network_salt = '' AND OLD.at < now() - interval '30 days'
            AND to_jsonb(NEW) - 'network' - 'network_salt' = to_jsonb(OLD) - 'network' - 'network_salt' THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501'; END $$
    """,
    *(
        statement
        for table in APPEND_ONLY
        for statement in (
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit_log()",
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_log()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_rows",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_whole",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER",
        )
    ),
    "GRANT UPDATE (network, network_salt) ON audit_entries TO CURRENT_USER",
)
#: After the tables are gone.
UNGUARDS: tuple[str, ...] = ("DROP FUNCTION IF EXISTS refuse_change_of_audit_log()",)


def _guard(target: object, connection: object, **_: object) -> None:
    for statement in GUARDS:
        DDL(statement.replace("%", "%%"))(target, connection)  # type: ignore[no-untyped-call]  # DDL is partly typed


event.listen(metadata, "after_create", _guard)
