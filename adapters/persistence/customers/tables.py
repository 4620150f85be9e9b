"""Tables of customers."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text, UniqueConstraint, Uuid, text

from adapters.persistence.errors import refuse_as, unique
from adapters.persistence.metadata import Document, Instant, TextArray, id_column, metadata, reference, timestamps, version_column
from domain.customers.address_book import AddressBook
from domain.shared.errors import ConcurrencyConflict, EntityNotFound
from domain.shared.tax_status import TaxStatus

customers = Table(
    "customers",
    metadata,
    # One to one with an account, under its id.
    Column("id", Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("phone", String(20), nullable=False),
    Column("birthday", Date),
    Column("book", Document(AddressBook), nullable=False),
    Column("tags", TextArray, nullable=False),
    Column("tax", Document(TaxStatus), nullable=False),
    # When the VAT number has to be asked about again; only where there is one.
    Column("vat_due_at", Instant),
    *timestamps(),
    version_column(),
    Index("ix_customers_phone", "phone", postgresql_ops={"phone": "varchar_pattern_ops"}),
    Index("ix_customers_tags", "tags", postgresql_using="gin"),
    Index("ix_customers_vat_due_at", "vat_due_at", postgresql_where=text("vat_due_at IS NOT NULL")),
)
refuse_as("fk_customers_id", lambda value: EntityNotFound("account", value))
# Two first visits at once: the second finds what the first one made.
refuse_as("pk_customers", lambda _: ConcurrencyConflict("customer"))

customer_groups = Table(
    "customer_groups",
    metadata,
    id_column(),
    Column("code", String(50), nullable=False),
    Column("name", String(255), nullable=False),
    Column("description", Text, nullable=False, server_default=text("''")),
    *timestamps(),
    version_column(),
    UniqueConstraint("code"),
)
unique("uq_customer_groups_code", "customer group", "code")

customer_group_members = Table(
    "customer_group_members",
    metadata,
    Column("group_id", Uuid, ForeignKey("customer_groups.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", Uuid, ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("created_at", Instant, nullable=False),
)
refuse_as("fk_customer_group_members_group_id", lambda value: EntityNotFound("customer group", value))
refuse_as("fk_customer_group_members_customer_id", lambda value: EntityNotFound("customer", value))

customer_notes = Table(
    "customer_notes",
    metadata,
    id_column(),
    reference("customer_id", "customers.id", ondelete="CASCADE", index=False),
    Column("author", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Index("ix_customer_notes_customer_id", "customer_id", "written_at", "id"),
)
refuse_as("fk_customer_notes_customer_id", lambda value: EntityNotFound("customer", value))
