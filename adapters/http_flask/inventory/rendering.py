"""Stock as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from adapters.http_flask.formatting import instant
from adapters.http_flask.reply import Reply, collection, ok
from adapters.http_flask.requests import Call
from application.inventory.levels import Discrepancy, MovementRecord, StockLevel
from application.shared.pagination import Page
from domain.inventory.stock_item import StockItem

T = TypeVar("T")


def item_json(item: StockItem, sku: str, location: str) -> dict[str, Any]:
    return {
        "sku": sku,
        "location": location,
        "on_hand": item.on_hand,
        "allocated": item.allocated,
        "backorder": item.backorder,
        "low_stock_threshold": item.low_stock_threshold,
    }


def level_json(level: StockLevel) -> dict[str, Any]:
    return {
        "variant_id": level.variant_id,
        "sku": level.sku,
        "location": level.location,
        "on_hand": level.on_hand,
        "allocated": level.allocated,
        "reserved": level.reserved,
        "available": level.available,
        "backorder": level.backorder,
        "low_stock_threshold": level.low_stock_threshold,
        "low": level.is_low,
        "updated_at": instant(level.updated_at),
    }


def movement_json(movement: MovementRecord) -> dict[str, Any]:
    return {
        "id": movement.id,
        "sku": movement.sku,
        "location": movement.location,
        "kind": movement.kind.value,
        "quantity": movement.quantity,
        "on_hand": movement.on_hand,
        "reason": movement.reason,
        "actor": movement.actor,
        "actor_name": movement.actor_name,
        "reference": movement.reference,
        "occurred_at": instant(movement.occurred_at),
    }


def discrepancies_reply(found: list[Discrepancy], status: int = 200) -> Reply:
    fields = ("sku", "location", "on_hand", "ledger", "allocated", "promised")
    return Reply(status, {"data": [{name: getattr(item, name) for name in fields} for item in found]})


def page_reply(call: Call, page: Page[T], as_json: Callable[[T], dict[str, Any]], limit: int, **filters: str | None) -> Reply:
    """A page whose `next` link keeps the filters."""
    following = None
    if page.next_cursor is not None:
        given = {name: value for name, value in filters.items() if value is not None}
        following = f"{call.request.path}?{urlencode({**given, 'limit': limit, 'cursor': page.next_cursor})}"
    data = [as_json(item) for item in page.items]
    return ok(collection(data, next_cursor=page.next_cursor, self_link=call.url, next_link=following))
