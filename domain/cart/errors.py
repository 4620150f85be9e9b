"""What a cart refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.errors import Conflict, Invalid, NotFound


class CartNotFound(NotFound):
    """No open or ordered cart has this token: it never existed, expired, or was purged. The token is not repeated: it is a secret."""

    code: ClassVar[str] = "cart_not_found"

    @property
    def detail(self) -> str:
        return "There is no such cart; it may have expired. Make a new one."


@dataclass(eq=False)
class CartLineNotFound(NotFound):
    """The cart has no line `line_id`."""

    code: ClassVar[str] = "cart_line_not_found"
    line_id: UUID

    @property
    def detail(self) -> str:
        return f"The cart has no line {self.line_id}."


class CartAlreadyOrdered(Conflict):
    """The cart became an order and does not change any more."""

    code: ClassVar[str] = "cart_already_ordered"

    @property
    def detail(self) -> str:
        return "This cart was ordered; make a new one for further purchases."


class CartInPayment(Conflict):
    """Money is under way for the cart at this moment."""

    code: ClassVar[str] = "cart_in_payment"

    @property
    def detail(self) -> str:
        return "This cart is being paid for; repeat when the payment has succeeded, failed or been given up."


@dataclass(eq=False)
class QuantityLimitExceeded(Invalid):
    """A line may hold at most `limit` units; the change would make it `requested`."""

    code: ClassVar[str] = "quantity_limit_exceeded"
    field: str
    requested: int
    limit: int

    @property
    def detail(self) -> str:
        return f"At most {self.limit} units of one variant go into a cart; this would make it {self.requested}."


@dataclass(eq=False)
class TooManyLines(Conflict):
    """A cart may hold at most `limit` different variants."""

    code: ClassVar[str] = "too_many_cart_lines"
    limit: int

    @property
    def detail(self) -> str:
        return f"A cart holds at most {self.limit} different variants; order these first or remove some."


@dataclass(eq=False)
class UnknownVariant(Invalid):
    """`field` names a variant that the shop does not know."""

    code: ClassVar[str] = "unknown_variant"
    field: str
    variant_id: UUID

    @property
    def detail(self) -> str:
        return f"There is no variant {self.variant_id}."


@dataclass(eq=False)
class VariantNotSold(Conflict):
    """The variant exists but is not for sale in the cart's channel: archived, not published, or without a price there."""

    code: ClassVar[str] = "variant_not_sold"
    variant_id: UUID
    sku: str

    @property
    def detail(self) -> str:
        return f"{self.sku} is not sold in this channel at present."
