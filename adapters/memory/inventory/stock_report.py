"""Stock as staff look at it, in memory."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adapters.memory.access.signatures import names_by_signature
from adapters.memory.database import MemoryDatabase
from adapters.memory.inventory.rows import ALLOCATIONS, HOLDS, ITEMS, MOVEMENTS, ItemRow, Place, held_by_place
from adapters.memory.inventory.variant_keys import MemoryVariantKeys
from application.inventory.levels import Discrepancy, MovementRecord, StockFilter, StockLevel, StockStatus
from application.shared.pagination import InvalidCursor, Page, read_text_cursor, text_cursor
from domain.inventory.location import StockLocation
from domain.shared.errors import EntityNotFound
from domain.shared.ids import LocationId, VariantId


class MemoryStockReport:
    """See `application.inventory.ports.StockReport`."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def _skus(self) -> dict[VariantId, str]:
        return {variant.id: variant.sku for variant in MemoryVariantKeys(self._database).variants()}

    def _locations(self) -> dict[LocationId, StockLocation]:
        return {location.id: location for location in self._database.committed("stock_locations")}

    def _all_levels(self, now: datetime) -> list[StockLevel]:
        skus, locations = self._skus(), self._locations()
        held = held_by_place(self._database.committed(HOLDS), now)
        rows = [row for row in self._database.committed(ITEMS) if row.item.variant_id in skus]
        levels = [_level(row, skus[row.item.variant_id], locations[row.item.location_id].code, held) for row in rows]
        return sorted(levels, key=lambda level: (level.sku, level.location))

    def levels(self, wanted: StockFilter, now: datetime, cursor: str | None, limit: int) -> Page[StockLevel]:
        found = [level for level in self._all_levels(now) if _matches(level, wanted)]
        if cursor is not None:
            after = read_text_cursor(cursor, 2)
            found = [level for level in found if (level.sku, level.location) > after]
        items = tuple(found[:limit])
        return Page(items, text_cursor(items[-1].sku, items[-1].location) if len(found) > limit else None)

    def of(self, sku: str, now: datetime) -> tuple[StockLevel, ...]:
        if sku not in self._skus().values():
            raise EntityNotFound("variant", sku)
        priority = {location.id: location.priority for location in self._locations().values()}
        levels = [level for level in self._all_levels(now) if level.sku == sku]
        return tuple(sorted(levels, key=lambda level: (priority[level.location_id], level.location)))

    def movements(self, sku: str | None, location: str | None, cursor: str | None, limit: int) -> Page[MovementRecord]:
        skus, locations = self._skus(), self._locations()
        names = names_by_signature(self._database.committed("staff_members"))
        records = [
            MovementRecord(
                id=movement.id,
                sku=skus[movement.variant_id],
                location=locations[movement.location_id].code,
                kind=movement.kind,
                quantity=movement.quantity,
                on_hand=movement.on_hand,
                reason=movement.reason,
                actor=movement.actor,
                actor_name=names.get(movement.actor),
                occurred_at=movement.occurred_at,
                reference=movement.reference,
            )
            for movement in sorted(self._database.committed(MOVEMENTS), key=lambda row: row.id, reverse=True)
            if movement.variant_id in skus
        ]
        found = [record for record in records if sku in (None, record.sku) and location in (None, record.location)]
        if cursor is not None:
            before = _movement_cursor(cursor)
            found = [record for record in found if record.id < before]
        items = tuple(found[:limit])
        return Page(items, text_cursor(str(items[-1].id)) if len(found) > limit else None)

    def discrepancies(self) -> list[Discrepancy]:
        skus, locations = self._skus(), self._locations()
        moved: dict[Place, int] = {}
        promised: dict[Place, int] = {}
        for table, sums in ((MOVEMENTS, moved), (ALLOCATIONS, promised)):
            for row in self._database.committed(table):
                key = (row.variant_id, row.location_id)
                sums[key] = sums.get(key, 0) + row.quantity
        compared = [
            Discrepancy(
                sku=skus[row.item.variant_id],
                location=locations[row.item.location_id].code,
                on_hand=row.item.on_hand,
                ledger=moved.get((row.item.variant_id, row.item.location_id), 0),
                allocated=row.item.allocated,
                promised=promised.get((row.item.variant_id, row.item.location_id), 0),
            )
            for row in self._database.committed(ITEMS)
            if row.item.variant_id in skus
        ]
        wrong = [item for item in compared if item.on_hand != item.ledger or item.allocated != item.promised]
        return sorted(wrong, key=lambda item: (item.sku, item.location))


def _movement_cursor(cursor: str) -> UUID:
    try:
        return UUID(read_text_cursor(cursor, 1)[0])
    except ValueError:
        raise InvalidCursor from None


def _level(row: ItemRow, sku: str, location: str, held: dict[Place, int]) -> StockLevel:
    item = row.item
    reserved = held.get((item.variant_id, item.location_id), 0)
    return StockLevel(
        variant_id=item.variant_id,
        sku=sku,
        location_id=item.location_id,
        location=location,
        on_hand=item.on_hand,
        allocated=item.allocated,
        reserved=reserved,
        available=item.free - reserved,
        backorder=item.backorder,
        low_stock_threshold=item.low_stock_threshold,
        updated_at=row.updated_at,
    )


def _matches(level: StockLevel, wanted: StockFilter) -> bool:
    return (
        (wanted.sku is None or level.sku.startswith(wanted.sku))
        and wanted.location in (None, level.location)
        and (wanted.status is not StockStatus.LOW or level.is_low)
        and (wanted.status is not StockStatus.OUT or level.available <= 0)
    )
