"""Tables of carts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Enum, Index, String, Table, UniqueConstraint, Uuid, text

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import CurrencyCode, Document, Instant, id_column, metadata, reference, timestamps, version_column
from domain.cart.cart import CartLine, CartState
from domain.cart.merging import Cut
from domain.shared.errors import ConcurrencyConflict


def _values(states: type[CartState]) -> list[str]:
    return [state.value for state in states]


carts = Table(
    "carts",
    metadata,
    id_column(),
    Column("token", String(64), nullable=False),
    reference("channel_id", "channels.id"),
    Column("currency", CurrencyCode, nullable=False),
    Column("locale", String(35), nullable=False),
    Column("account_id", Uuid),
    Column("state", Enum(CartState, native_enum=False, length=20, values_callable=_values), nullable=False),
    # Lines are only ever read and written with their cart: one document, one statement.
    Column("lines", Document(tuple[CartLine, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    Column("expires_at", Instant, nullable=False),
    *timestamps(),
    version_column(),
    UniqueConstraint("token"),
    CheckConstraint("state IN ('open', 'ordered')", name="state_known"),
    Index("ix_carts_expires_at", "expires_at", postgresql_where=text("state = 'open'")),
    # One open cart an account and channel: the last guard when two devices sign in at once.
    Index(
        "uq_carts_account_id",
        "account_id",
        "channel_id",
        unique=True,
        postgresql_where=text("state = 'open' AND account_id IS NOT NULL"),
    ),
    # A line added changes no indexed column: room on the page keeps that update in place.
    postgresql_with={"fillfactor": 70},
)
refuse_as("uq_carts_account_id", lambda _: ConcurrencyConflict("cart"))

cart_merges = Table(
    "cart_merges",
    metadata,
    # The id and the token of a cart that is gone, for devices that ask again what became of it.
    id_column(),
    Column("token", String(64), nullable=False),
    reference("into_id", "carts.id", ondelete="CASCADE"),
    Column("cuts", Document(tuple[Cut, ...]), nullable=False),
    Column("merged_at", Instant, nullable=False, index=True),
    UniqueConstraint("token"),
)
