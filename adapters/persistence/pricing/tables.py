"""Tables of pricing."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, String, Table, Uuid, text

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Instant, id_column, metadata, reference
from domain.shared.errors import ConcurrencyConflict

#: At an instant the valid row with the latest valid_from counts; NULL is the regular price, which began before everything.
prices = Table(
    "prices",
    metadata,
    id_column(),
    reference("product_id", "products.id", ondelete="CASCADE"),
    reference("variant_id", "variants.id", ondelete="CASCADE", index=False),
    reference("channel_id", "channels.id"),
    Column("currency", String(3), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("compare_at", BigInteger),
    Column("valid_from", Instant),
    Column("valid_until", Instant),
    # Whether listeners were told that the validity began, and ended; true from the start where there is nothing to tell.
    Column("start_announced", Boolean, nullable=False, server_default=text("true")),
    Column("end_announced", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("uq_prices_variant_channel_from", "variant_id", "channel_id", "valid_from", unique=True, postgresql_nulls_not_distinct=True),
    Index("ix_prices_to_announce", "valid_from", "valid_until", postgresql_where=text("NOT start_announced OR NOT end_announced")),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    CheckConstraint("compare_at > amount", name="compare_at_higher"),
    CheckConstraint("valid_until > valid_from", name="window_not_empty"),
)

#: Every setting of a price, for ever: it stood in the books from recorded_at until withdrawn_at (NULL: still).
price_history = Table(
    "price_history",
    metadata,
    id_column(),
    Column("price_id", Uuid, nullable=False),
    reference("variant_id", "variants.id", ondelete="CASCADE", index=False),
    reference("channel_id", "channels.id", index=False),
    Column("currency", String(3), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("compare_at", BigInteger),
    Column("valid_from", Instant),
    Column("valid_until", Instant),
    Column("recorded_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    # Who set it, for the books; never a customer.
    Column("recorded_by", String(200), nullable=False, server_default=text("''")),
    Index("ix_price_history_variant_id_channel_id_recorded_at", "variant_id", "channel_id", "recorded_at"),
    Index("uq_price_history_standing", "price_id", unique=True, postgresql_where=text("withdrawn_at IS NULL")),
)

for _constraint in (
    "fk_prices_product_id",
    "fk_prices_variant_id",
    "fk_prices_channel_id",
    "fk_price_history_variant_id",
    "uq_prices_variant_channel_from",
    "uq_price_history_standing",
):
    refuse_as(_constraint, lambda _: ConcurrencyConflict("price"))
