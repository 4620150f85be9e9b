"""What rows of the ledger and of promises add up to, by variant and location; for joining."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Subquery, and_, func, select

from adapters.persistence.inventory.tables import allocations, stock_items, stock_movements


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


def of_item(sums: Subquery) -> ColumnElement[bool]:
    """Joins sums to their stock item."""
    return and_(sums.c.variant_id == stock_items.c.variant_id, sums.c.location_id == stock_items.c.location_id)
