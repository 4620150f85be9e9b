"""What inventory refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict


@dataclass(eq=False)
class InsufficientStock(Conflict):
    """`requested` units of `sku` were asked for, `available` can be had now."""

    code: ClassVar[str] = "insufficient_stock"
    sku: str
    requested: int
    available: int

    @property
    def detail(self) -> str:
        left = "none is" if self.available == 0 else f"only {self.available} {'is' if self.available == 1 else 'are'}"
        return f"{self.requested} of {self.sku} were asked for, but {left} available."


@dataclass(eq=False)
class StockCountChanged(Conflict):
    """The count on hand is `current`, not the `expected` one that the new count was based on."""

    code: ClassVar[str] = "stock_count_changed"
    sku: str
    location: str
    expected: int
    current: int

    @property
    def detail(self) -> str:
        return (
            f"{self.sku} at {self.location} has {self.current} on hand by now, not {self.expected}; "
            "look at the movements since, count again and repeat with the new expected count."
        )


@dataclass(eq=False)
class StockBelowZero(Conflict):
    """Taking `requested` units off would leave less than nothing: only `on_hand` are there."""

    code: ClassVar[str] = "stock_below_zero"
    sku: str
    location: str
    requested: int
    on_hand: int

    @property
    def detail(self) -> str:
        return f"{self.requested} of {self.sku} cannot leave {self.location}: {self.on_hand} are on hand."


@dataclass(eq=False)
class StockLocationInUse(Conflict):
    """Goods were kept at the location, so its history must stay."""

    code: ClassVar[str] = "stock_location_in_use"
    location: str

    @property
    def detail(self) -> str:
        return f"{self.location} has stock or movements; make it inactive instead."
