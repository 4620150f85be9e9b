"""Putting what was bought before into a cart again: as much as is sold, there, and within the limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.cart.cart import Cart, CartLimits
from domain.shared.ids import VariantId


class ShortReason(Enum):
    NO_LONGER_SOLD = "no_longer_sold"
    OUT_OF_STOCK = "out_of_stock"
    QUANTITY_LIMIT = "quantity_limit"
    LINE_LIMIT = "line_limit"


@dataclass(frozen=True, slots=True)
class Fitting:
    """`quantity` units fit; `reason` says why not more, where it is fewer than wanted."""

    quantity: int
    reason: ShortReason | None = None


def fitting(cart: Cart, limits: CartLimits, variant_id: VariantId, wanted: int, available: int | None) -> Fitting:
    """How many of `wanted` go into the cart besides what it holds. `available` None is without limit."""
    held = cart.demand().get(variant_id, 0)
    if not held and len(cart.lines) >= limits.lines:
        return Fitting(0, ShortReason.LINE_LIMIT)
    room, left = max(0, limits.quantity_per_line - held), wanted if available is None else max(0, available - held)
    quantity = min(wanted, room, left)
    if quantity == wanted:
        return Fitting(wanted)
    return Fitting(quantity, ShortReason.OUT_OF_STOCK if left <= room else ShortReason.QUANTITY_LIMIT)
