"""What rows of the ledger, of promises and of live holds add up to, by variant and location; for joining."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Subquery, func, select

from adapters.persistence.inventory.tables import allocations, reservations, stock_movements


def movement_sums() -> Subquery:
    moved = stock_movements.c
    return (
        select(moved.variant_id, moved.location_id, func.sum(moved.quantity).label("total"))
        .group_by(moved.variant_id, moved.location_id)
        .subquery("moved")
    )


def allocated_sums() -> Subquery:
    promised = allocations.c
    return (
        select(promised.variant_id, promised.location_id, func.sum(promised.quantity).label("total"))
        .group_by(promised.variant_id, promised.location_id)
        .subquery("promised")
    )


def held_sums(now: datetime) -> Subquery:
    held = reservations.c
    return (
        select(held.variant_id, held.location_id, func.sum(held.quantity).label("total"))
        .where(held.expires_at > now)
        .group_by(held.variant_id, held.location_id)
        .subquery("held")
    )
