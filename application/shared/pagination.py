"""Keyset pages: opaque cursors, no offsets, no counting unless a person needs the number."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from domain.shared.errors import Invalid

T = TypeVar("T")

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100


@dataclass(eq=False)
class InvalidCursor(Invalid):
    """The cursor was not made by this list, or its sort order changed."""

    code: ClassVar[str] = "invalid_cursor"
    field: str = "cursor"

    @property
    def detail(self) -> str:
        return "The cursor does not belong to this list; start again without it."


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`items` in order; `next_cursor` is None on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None = None


def text_cursor(*parts: str) -> str:
    """An opaque cursor that remembers the sort values of the last item."""
    return base64.urlsafe_b64encode("\x1f".join(parts).encode()).decode().rstrip("=")


def read_text_cursor(cursor: str, parts: int) -> tuple[str, ...]:
    """The inverse of `text_cursor`; raises InvalidCursor for anything else."""
    try:
        found = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode().split("\x1f")
    except (binascii.Error, ValueError):
        raise InvalidCursor from None
    if len(found) != parts or "\x00" in cursor or any("\x00" in part for part in found):
        raise InvalidCursor
    return tuple(found)


def instant_cursor(at: datetime, key: UUID) -> str:
    """The cursor of a list ordered by an instant and, among equals, an id: the place behind this item."""
    return text_cursor(at.isoformat(), str(key))


def read_instant_cursor(cursor: str) -> tuple[datetime, UUID]:
    """The inverse of `instant_cursor`; raises InvalidCursor."""
    at, key = read_text_cursor(cursor, 2)
    try:
        instant, found = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        raise InvalidCursor from None
    if instant.tzinfo is None:
        raise InvalidCursor
    return instant, found
