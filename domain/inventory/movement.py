"""The ledger of stock: every change of what is on hand, with kind, reason and actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from domain.shared.errors import InvalidValue
from domain.shared.ids import LocationId, MovementId, VariantId

MAX_REASON = 500


class MovementKind(Enum):
    RECEIVED = "received"
    SOLD = "sold"
    ADJUSTED = "adjusted"
    RETURNED = "returned"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """`quantity` is the signed change of on hand, `on_hand` the count after it; the quantities of a stock item sum to its count.

    `reference` is the order or transfer that caused it, `actor` a label such as `ada` or `system`.
    """

    id: MovementId
    variant_id: VariantId
    location_id: LocationId
    kind: MovementKind
    quantity: int
    on_hand: int
    reason: str
    actor: str
    occurred_at: datetime
    reference: UUID | None = None


def checked_reason(reason: str) -> str:
    """Why somebody changed stock by hand: required, so that the ledger explains itself."""
    text = reason.strip()
    if not text:
        raise InvalidValue("reason", "say why, for example: goods damaged")
    if len(text) > MAX_REASON:
        raise InvalidValue("reason", f"must be at most {MAX_REASON} characters")
    return text
