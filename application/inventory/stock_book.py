"""The book of one transaction over stock: locked rows, the changes made to them, and what those changes mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from application.inventory.levels import LockedItem
from application.inventory.ports import StockRows
from application.shared.ids import Ids
from domain.inventory.events import StockChanged, StockRanLow, StockReplenished
from domain.inventory.movement import Movement, MovementKind
from domain.inventory.stock_item import StockItem
from domain.shared.events import Event
from domain.shared.ids import LocationId, MovementId, StockItemId, VariantId


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why goods move: what the ledger keeps beside the quantity."""

    kind: MovementKind
    actor: str
    reason: str = ""
    reference: UUID | None = None


class StockBook:
    """`open` locks rows, `move` and `change` note changes, `close` writes them as sets with movements and events."""

    def __init__(self, rows: StockRows, ids: Ids, record: Callable[[Event], None]) -> None:
        self.rows, self._ids, self._record = rows, ids, record
        self._locked: dict[tuple[VariantId, LocationId], LockedItem] = {}
        self._places: dict[VariantId, list[LockedItem]] = {}
        self._changed: dict[tuple[VariantId, LocationId], StockItem] = {}
        self._movements: list[Movement] = []

    def open(
        self, variant_ids: Collection[VariantId], now: datetime, *, stocked_at: Iterable[tuple[VariantId, LocationId]] = ()
    ) -> list[LockedItem]:
        """Lock all rows of the variants; rows named by `stocked_at` are made first when they do not exist."""
        fresh = [StockItem(id=StockItemId(self._ids.new()), variant_id=variant, location_id=place) for variant, place in stocked_at]
        if fresh:
            # Before locking: waiting for another's insert while holding locks could end in a circle.
            self.rows.create(fresh, now)
        locked = self.rows.lock(sorted(variant_ids))
        self._remember(locked)
        self._inherit_backorder({item.id for item in fresh})
        return locked

    def _remember(self, rows: Iterable[LockedItem]) -> None:
        self._locked = {(row.item.variant_id, row.item.location_id): row for row in rows}
        self._places = {}
        for row in self._locked.values():
            self._places.setdefault(row.item.variant_id, []).append(row)

    def _inherit_backorder(self, fresh: set[StockItemId]) -> None:
        """The policy belongs to the variant: a location that is new to it follows the others."""
        allowed = {row.item.variant_id for row in self._locked.values() if row.item.backorder}
        for row in self._locked.values():
            if row.item.id in fresh and row.item.variant_id in allowed:
                self.change(row.item.with_backorder(True))

    def items(self) -> list[StockItem]:
        return [self._changed.get(key, row.item) for key, row in self._locked.items()]

    def item(self, variant_id: VariantId, location_id: LocationId) -> StockItem:
        """The row as changed so far. KeyError when it was not opened."""
        key = (variant_id, location_id)
        return self._changed.get(key) or self._locked[key].item

    def change(self, item: StockItem) -> None:
        self._changed[item.variant_id, item.location_id] = item

    def move(self, item: StockItem, quantity: int, cause: Cause, now: datetime) -> StockItem:
        """Change what is on hand by `quantity`, with a line in the ledger; nothing for 0."""
        if quantity == 0:
            return item
        moved = item.moved(quantity)
        self.change(moved)
        self._movements.append(
            Movement(
                id=MovementId(self._ids.new()),
                variant_id=item.variant_id,
                location_id=item.location_id,
                kind=cause.kind,
                quantity=quantity,
                on_hand=moved.on_hand,
                reason=cause.reason,
                actor=cause.actor,
                occurred_at=now,
                reference=cause.reference,
            )
        )
        return moved

    def close(self, now: datetime, *, announce_all: bool) -> None:
        """Write everything. `announce_all` records StockChanged for every touched variant, not only when shoppers see a difference."""
        changed = {key: item for key, item in self._changed.items() if item != self._locked[key].item}
        if changed:
            self.rows.save(list(changed.values()), now)
        if self._movements:
            self.rows.add_movements(self._movements)
        for (variant_id, _), item in changed.items():
            self._announce_low(self._locked[variant_id, item.location_id].item, item, now)
        for variant_id in dict.fromkeys(variant_id for variant_id, _ in changed):
            self._announce(variant_id, now, announce_all)
        self._remember([replace(row, item=changed.get(key, row.item)) for key, row in self._locked.items()])
        self._changed, self._movements = {}, []

    def _announce_low(self, before: StockItem, after: StockItem, now: datetime) -> None:
        if after.is_low and not before.is_low and after.low_stock_threshold is not None:
            self._record(
                StockRanLow(
                    variant_id=after.variant_id,
                    location_id=after.location_id,
                    available=after.free,
                    threshold=after.low_stock_threshold,
                    occurred_at=now,
                )
            )

    def _announce(self, variant_id: VariantId, now: datetime, always: bool) -> None:
        before = [row.item for row in self._places[variant_id] if row.active]
        after = [self._changed.get((variant_id, item.location_id), item) for item in before]
        had, has = sellable(before), sellable(after)
        if always or _shown(before) != _shown(after):
            self._record(StockChanged(variant_id=variant_id, available=has, occurred_at=now))
        if had == 0 < has:
            self._record(StockReplenished(variant_id=variant_id, available=has, occurred_at=now))


def sellable(items: Iterable[StockItem]) -> int:
    """Units that could be sold; what one location owes is not taken from another's shelf."""
    return sum(max(0, item.free) for item in items)


def _shown(items: list[StockItem]) -> tuple[bool, bool, bool]:
    """What a shopper is told: in stock or not, low or not, backorder or not."""
    return sellable(items) > 0, any(item.is_low for item in items), any(item.backorder for item in items)
