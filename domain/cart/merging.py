"""What becomes of a visitor's cart and the account's when they meet at sign-in: a policy, and what it had to leave out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from domain.cart.cart import Cart, CartLimits, CartLine
from domain.shared.cart_merging import CartMerging
from domain.shared.ids import CartId, VariantId

#: How long a device may ask again what became of a cart that went into another.
REMEMBERED = timedelta(days=7)


class CutReason(Enum):
    """`replaced`: the other cart won. The limits are those of every cart."""

    REPLACED = "replaced"
    QUANTITY_LIMIT = "quantity_limit"
    LINE_LIMIT = "line_limit"


@dataclass(frozen=True, slots=True)
class Cut:
    """Of `wanted` units the merged cart holds `kept`."""

    variant_id: VariantId
    wanted: int
    kept: int
    reason: CutReason


@dataclass(frozen=True, slots=True)
class CartMerge:
    """What became of a visitor's cart, which had this id and `token`: its lines are in the cart `into`, but for the cuts."""

    id: CartId
    token: str
    into: CartId
    cuts: tuple[Cut, ...]
    merged_at: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    lines: tuple[CartLine, ...]
    cuts: tuple[Cut, ...]


def merged(account: Cart, visitor: Cart, how: CartMerging, limits: CartLimits) -> Merged:
    """An empty cart never wins over a filled one; nothing that is left out goes untold."""
    if how is CartMerging.MERGE or not account.lines or not visitor.lines:
        return _together(account.lines, visitor.lines, limits)
    visitor_wins = how is CartMerging.REPLACE or visitor.updated_at >= account.updated_at
    winner, loser = (visitor, account) if visitor_wins else (account, visitor)
    kept = winner.demand()
    cuts = tuple(
        Cut(line.variant_id, line.quantity, kept.get(line.variant_id, 0), CutReason.REPLACED)
        for line in loser.lines
        if line.quantity > kept.get(line.variant_id, 0)
    )
    return Merged(winner.lines, cuts)


def _together(mine: tuple[CartLine, ...], theirs: tuple[CartLine, ...], limits: CartLimits) -> Merged:
    lines = {line.variant_id: line for line in mine}
    cuts = []
    for line in theirs:
        known = lines.get(line.variant_id)
        wanted = line.quantity + (known.quantity if known else 0)
        if known is None and len(lines) >= limits.lines:
            cuts.append(Cut(line.variant_id, wanted, 0, CutReason.LINE_LIMIT))
            continue
        # What was in the account's cart stays, also where the limit fell since.
        kept = min(wanted, max(limits.quantity_per_line, known.quantity if known else 0))
        lines[line.variant_id] = replace(known or line, quantity=kept)
        if kept < wanted:
            cuts.append(Cut(line.variant_id, wanted, kept, CutReason.QUANTITY_LIMIT))
    return Merged(tuple(lines.values()), tuple(cuts))
