"""Stock of one variant at one location: what is there, what is promised, when it is low."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.shared.errors import InvalidValue
from domain.shared.ids import LocationId, StockItemId, VariantId

#: More than any warehouse holds, far below an integer overflow in sums.
MAX_ON_HAND = 1_000_000_000


def checked_count(value: int, field: str) -> int:
    """A count of units on hand: 0 ≤ value ≤ MAX_ON_HAND."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_ON_HAND:
        raise InvalidValue(field, f"must be a whole number between 0 and {MAX_ON_HAND}")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class StockItem:
    """`on_hand` units are physically there, `allocated` of them belong to orders; soft holds are counted elsewhere.

    `allocated` may exceed `on_hand`: by backorders, or when a count finds less than was promised.
    """

    id: StockItemId
    variant_id: VariantId
    location_id: LocationId
    on_hand: int = 0
    allocated: int = 0
    backorder: bool = False
    low_stock_threshold: int | None = None

    @property
    def free(self) -> int:
        """Units that belong to no order; negative when more is promised than there is."""
        return self.on_hand - self.allocated

    @property
    def is_low(self) -> bool:
        return self.low_stock_threshold is not None and self.free <= self.low_stock_threshold

    def moved(self, quantity: int) -> StockItem:
        """With `quantity` units more (or, negative, fewer) on hand. The caller has checked that no less than nothing remains."""
        on_hand = self.on_hand + quantity
        if on_hand > MAX_ON_HAND:
            raise InvalidValue("quantity", f"a location holds at most {MAX_ON_HAND} units of a variant")
        if on_hand < 0:
            raise ValueError(f"{quantity} units cannot be taken from {self.on_hand}")
        return replace(self, on_hand=on_hand)

    def promised(self, quantity: int) -> StockItem:
        """With `quantity` units more (negative: fewer) belonging to orders."""
        allocated = self.allocated + quantity
        if allocated < 0:
            raise ValueError(f"{-quantity} units cannot be freed of {self.allocated}")
        return replace(self, allocated=allocated)

    def with_threshold(self, threshold: int | None) -> StockItem:
        if threshold is not None:
            checked_count(threshold, "low_stock_threshold")
        return replace(self, low_stock_threshold=threshold)

    def with_backorder(self, allowed: bool) -> StockItem:
        return replace(self, backorder=allowed)
