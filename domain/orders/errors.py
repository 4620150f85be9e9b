"""Why something cannot be done with an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict


@dataclass(eq=False)
class OrderNotCancellable(Conflict):
    """Parcels are on their way: take them back as a return instead."""

    code: ClassVar[str] = "order_not_cancellable"
    number: str
    status: str

    @property
    def detail(self) -> str:
        return f"Order {self.number} is {self.status.replace('_', ' ')} and cannot be cancelled any more."


@dataclass(eq=False)
class ExceedsOrdered(Conflict):
    """More of a line was to be shipped or refunded than is left of it."""

    code: ClassVar[str] = "exceeds_ordered"
    line_id: str
    sku: str
    requested: int
    left: int

    @property
    def detail(self) -> str:
        return f"Only {self.left} of {self.sku} are left for this, not {self.requested}."


@dataclass(eq=False)
class NothingToFulfil(Conflict):
    """Everything was shipped already."""

    code: ClassVar[str] = "nothing_to_fulfil"
    number: str

    @property
    def detail(self) -> str:
        return f"Everything of order {self.number} was shipped already."


@dataclass(eq=False)
class NothingToRefund(Conflict):
    """No money was taken that could go back."""

    code: ClassVar[str] = "nothing_to_refund"
    number: str

    @property
    def detail(self) -> str:
        return f"Order {self.number} has no money left that could go back; what was not captured is let go by cancelling the order."


@dataclass(eq=False)
class NothingToCapture(Conflict):
    """No payment of the order holds money that was not taken yet."""

    code: ClassVar[str] = "nothing_to_capture"
    number: str

    @property
    def detail(self) -> str:
        return f"Nothing is left to capture on order {self.number}."
