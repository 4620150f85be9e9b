"""Keyset pages: opaque cursors, no offsets, no counting unless a person needs the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

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
