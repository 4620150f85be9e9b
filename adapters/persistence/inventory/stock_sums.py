"""What rows of the ledger and of promises add up to, by variant and location; for joining."""

from __future__ import annotations


from sqlalchemy import Subquery, func, select

from adapters.persistence.inventory.tables import allocations, stock_movements


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


