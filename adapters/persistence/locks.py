"""Every statement that locks rows, so that their order can be checked in one place: always by primary key.

Order of locks over tables within a transaction: the turn of access, the catalogue's advisory locks (Turn, in their order),
attributes, slugs, products, prices; accounts, then sessions; carts (where they are locked for changing: a visitor's, then the
turn of an account, then the account's), then checkouts, orders, payments, stock_items. Whoever needs several takes them in
this order, and nobody can wait in a circle.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, collate, func, not_, or_, select
from sqlalchemy.orm import Session

from adapters.persistence.cart.tables import cart_merges, carts
from adapters.persistence.catalog.tables import attributes
from adapters.persistence.checkout.tables import checkouts
from adapters.persistence.errors import translating
from adapters.persistence.identity.tables import accounts
from adapters.persistence.inventory.tables import reservations
from adapters.persistence.orders.tables import orders
from adapters.persistence.prepared import Prepared
from adapters.persistence.pricing.tables import prices
from domain.cart.cart import CartState
from domain.catalog.attribute import Attribute
from domain.identity.accounts.account import AccountState

#: For one row by its key: writers queue up, while inserts that refer to the row need not wait.
OF_ONE_ROW = "FOR NO KEY UPDATE"

E = TypeVar("E")


#: All stock rows of the variants ($1). NO KEY: inserts that reference a row need not wait for its counters.
STOCK_OF = Prepared(
    "stoa_stock_lock",
    "uuid[]",
    """
    SELECT s.id, s.variant_id, s.location_id, s.on_hand, s.allocated, s.backorder, s.low_stock_threshold, l.priority, l.active
    FROM stock_items s JOIN stock_locations l ON l.id = s.location_id
    WHERE s.variant_id = ANY($1)
    ORDER BY s.id
    FOR NO KEY UPDATE OF s
    """,
)


def lock_account_cart(session: Session, account_id: UUID, channel_id: UUID) -> None:
    """Devices of one account that look for its cart wait for each other, also while there is none that could be locked."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"cart of {account_id} in {channel_id}", 0))))


def of_guest(email: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Orders without an account for an address whose A to Z are in lower case."""
    return (orders.c.account_id.is_(None), func.lower(collate(orders.c.email, "C")) == email)


def guest_orders(email: str) -> Select[Any]:
    """Those orders, for giving them an account: what an account claims at this moment, another waits for and does not find again."""
    return select(orders.c.id, orders.c.number).where(*of_guest(email)).order_by(orders.c.id).with_for_update(key_share=True)


def email_that_stays(account_id: UUID) -> Select[Any]:
    """The address of an active account; who wants to change it, or to lock the account out, waits."""
    return select(accounts.c.email).where(accounts.c.id == account_id, accounts.c.state == AccountState.ACTIVE).with_for_update(read=True)


def checkout_in_payment(session: Session, cart_id: UUID) -> bool:
    """Whether money is under way for the cart; nobody begins to pay for it until the transaction ends."""
    statement = select(checkouts.c.placing_since).where(checkouts.c.id == cart_id).with_for_update(key_share=True)
    return session.scalars(statement).one_or_none() is not None


def leaving(account: Select[Any]) -> Select[Any]:
    """An account that goes for ever: who is signing in waits and finds it gone, who was first has a session that goes along."""
    return account.with_for_update()


def expired_holds(now: Any, limit: int) -> Select[Any]:
    """Ids of ended holds that nobody is working on."""
    return (
        select(reservations.c.id)
        .where(reservations.c.expires_at <= now)
        .order_by(reservations.c.expires_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def expired_carts(now: Any, limit: int) -> Select[Any]:
    """Ids of open carts that ended, without those that somebody is changing."""
    return (
        select(carts.c.id)
        .where(carts.c.state == CartState.OPEN, carts.c.expires_at <= now)
        .order_by(carts.c.expires_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def old_merges(before: datetime, limit: int) -> Select[Any]:
    """Ids of what is remembered of carts that were merged before then."""
    return (
        select(cart_merges.c.id)
        .where(cart_merges.c.merged_at < before)
        .order_by(cart_merges.c.merged_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def locked_row(session: Session, entity: type[E], key: UUID) -> E | None:
    """The row by primary key, locked until the transaction ends, as it is now (whatever the session read before)."""
    with translating():
        return session.get(entity, key, with_for_update={"key_share": True}, populate_existing=True)


def locked_rows(session: Session, entity: type[E], *criteria: ColumnElement[bool]) -> list[E]:
    """All rows that match, locked in key order, as they are now."""
    key: Any = entity.id  # type: ignore[attr-defined]  # every mapped class has an id column
    statement = select(entity).where(*criteria).order_by(key).with_for_update(key_share=True)
    with translating():
        return list(session.scalars(statement.execution_options(populate_existing=True)))


class Turn(Enum):
    """Advisory locks, held until the transaction ends: one writer at a time changes what no row stands for."""

    TREE = 7_316_540_101
    DEFINITIONS = 7_316_540_102
    RULES = 7_316_540_103
    SIGNING_KEYS = 7_316_540_104
    #: Who may do what: roles, staff, invitations and keys; taken before anything else.
    ACCESS = 7_316_540_105


def take_turn(session: Session, turn: Turn) -> None:
    session.execute(select(func.pg_advisory_xact_lock(turn.value)))


#: The one who makes the chain of the audit log longer. Writers of entries never ask for it.
_CHAIN = 7_316_540_110


def try_chain_turn(session: Session) -> bool:
    """Whether the turn is ours until the transaction ends; nobody waits for it."""
    return bool(session.execute(select(func.pg_try_advisory_xact_lock(_CHAIN))).scalar_one())


def lock_slug(session: Session, slug: str) -> None:
    """Those who look for a free slug for the same name wait for each other, and see what the one before took."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"slug {slug}", 0))))


def lock_address(session: Session, address: str) -> None:
    """Who decides about an e-mail address that may not belong to an account yet waits for others who do."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"address {address}", 0))))


def shared_attributes(codes: Collection[str]) -> Select[Any]:
    """Values written by these definitions, and a change of the definitions, wait for each other."""
    return select(Attribute).where(attributes.c.code.in_(codes)).order_by(attributes.c.id).with_for_update(read=True)


def due_prices(now: datetime, limit: int) -> Select[Any]:
    """Ids of prices whose beginning or end is to be announced, and that nobody is announcing."""
    begun = and_(not_(prices.c.start_announced), prices.c.valid_from <= now)
    ended = and_(not_(prices.c.end_announced), prices.c.valid_until <= now)
    # The first condition is that of the partial index.
    waiting = or_(not_(prices.c.start_announced), not_(prices.c.end_announced))
    return select(prices.c.id).where(waiting, or_(begun, ended)).order_by(prices.c.id).limit(limit).with_for_update(skip_locked=True)
