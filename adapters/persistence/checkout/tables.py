"""Tables of checkouts."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Uuid, text

from adapters.persistence.errors import refuse_as
from adapters.persistence.metadata import Document, Instant, metadata, timestamps, version_column, word
from domain.cart.errors import CartNotFound
from domain.checkout.quote import Quote
from domain.checkout.states import CheckoutState
from domain.shared.address import Address
from domain.shared.errors import ConcurrencyConflict

checkouts = Table(
    "checkouts",
    metadata,
    # One a cart, under the cart's own id.
    Column("id", Uuid, ForeignKey("carts.id", ondelete="CASCADE"), primary_key=True),
    Column("state", word(CheckoutState), nullable=False),
    Column("account_id", Uuid),
    Column("email", String(320)),
    Column("shipping_address", Document(Address)),
    Column("billing_address", Document(Address)),
    Column("shipping_method", String(100)),
    Column("payment_method", String(50)),
    Column("instrument", String(255)),
    Column("quote", Document(Quote)),
    Column("payment_id", Uuid),
    Column("order_id", Uuid),
    Column("placing_since", Instant),
    *timestamps(),
    version_column(),
    # What an account may find of the carts that were filled under its address; as `ix_orders_guest_email`.
    Index("ix_checkouts_guest_email", text('lower(email COLLATE "C")'), postgresql_where=text("account_id IS NULL")),
    # What the sweeper looks for; as small as the number of payments under way.
    Index("ix_checkouts_placing_since", "placing_since", postgresql_where=text("placing_since IS NOT NULL")),
)
# Two first visits to the same checkout: the second one loads what the first one made.
refuse_as("pk_checkouts", lambda _: ConcurrencyConflict("checkout"))
# A first visit to the checkout of a cart that went into an account's cart at the same moment.
refuse_as("fk_checkouts_id", lambda _: CartNotFound())
