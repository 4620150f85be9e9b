"""Cursors of product lists: opaque to clients, bound to their sort order."""

from __future__ import annotations

import base64
import binascii
import json
from uuid import UUID

from application.catalog.browsing.criteria import Sort
from application.catalog.browsing.results import Position
from application.shared.pagination import InvalidCursor


def cursor_of(sort: Sort, position: Position) -> str:
    text = json.dumps([sort.value, *position], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position_in(cursor: str | None, sort: Sort) -> Position | None:
    """Where `cursor` points in a list of this order. Raises InvalidCursor."""
    if cursor is None:
        return None
    try:
        order, value, product_id = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        UUID(product_id)
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError):
        raise InvalidCursor from None
    if order != sort.value or not _fits(sort, value):
        raise InvalidCursor
    return value, product_id


def _fits(sort: Sort, value: object) -> bool:
    if sort in (Sort.PRICE_UP, Sort.PRICE_DOWN):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    if sort is Sort.RELEVANCE:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9
    return isinstance(value, str) and "\x00" not in value and len(value) < 1_000
