"""The in-memory database: tables of copies with versions and unique keys, an outbox and an inbox."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from threading import RLock
from typing import Any
from uuid import UUID

from domain.shared.events import Event

#: Attributes that are not part of an object's stored state: unreleased events, and the ORM's own when the class is mapped as well.
_TRANSIENT = frozenset({"_events", "_sa_instance_state"})


class _Fingerprint(pickle.Pickler):
    """Pickles the persistent state only, so that equal states give equal bytes."""

    def reducer_override(self, obj: Any) -> Any:
        state = getattr(obj, "__dict__", None)
        if isinstance(state, dict) and not isinstance(obj, type) and not _TRANSIENT.isdisjoint(state):
            return (object.__new__, (type(obj),), {name: value for name, value in state.items() if name not in _TRANSIENT})
        return NotImplemented


def fingerprint(value: object) -> bytes:
    buffer = BytesIO()
    _Fingerprint(buffer).dump(value)
    return buffer.getvalue()


def copy_of(value: Any) -> Any:
    """An independent copy. Pickling, unlike deepcopy, also works while the ORM has instrumented the class."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - bytes of our own making, never from outside  # nosec B301


@dataclass(frozen=True)
class UniqueKey:
    """`of` gives the key of a row (None: no claim); a second row with the same key raises `refusal(row)`."""

    name: str
    of: Callable[[Any], Hashable | None]
    refusal: Callable[[Any], Exception]

    def claims(self, row: Any) -> Iterable[Hashable]:
        key = self.of(row)
        return () if key is None else (key,)

    def refused(self, row: Any, key: Hashable) -> Exception:
        return self.refusal(row)


@dataclass(frozen=True)
class UniqueKeys:
    """Like UniqueKey for rows that hold several keys each, such as the SKUs of a product's variants."""

    name: str
    of: Callable[[Any], Iterable[Hashable]]
    refusal: Callable[[Any, Hashable], Exception]

    def claims(self, row: Any) -> Iterable[Hashable]:
        return self.of(row)

    def refused(self, row: Any, key: Hashable) -> Exception:
        return self.refusal(row, key)


@dataclass
class StoredEvent:
    """A row of the outbox."""

    event_id: UUID
    event: Event
    position: int
    context: dict[str, str]


class AppendOnly(Exception):
    """A row of this table was to be changed or deleted; nobody may."""


@dataclass
class MemoryDatabase:
    """State of one shop. `lock` serializes commits, and row-locking operations for the rest of their transaction."""

    lock: Any = field(default_factory=RLock)
    tables: dict[str, dict[Hashable, Any]] = field(default_factory=dict)
    unique_keys: dict[str, tuple[UniqueKey | UniqueKeys, ...]] = field(default_factory=dict)
    outbox: list[StoredEvent] = field(default_factory=list)
    inbox: set[tuple[UUID, str]] = field(default_factory=set)
    positions: Iterator[int] = field(default_factory=lambda: count(1))
    append_only: frozenset[str] = frozenset({"audit_entries", "audit_links"})

    def table(self, name: str) -> dict[Hashable, Any]:
        return self.tables.setdefault(name, {})

    def declare_unique(self, table: str, *keys: UniqueKey | UniqueKeys) -> None:
        """Tables declare their unique keys once, where their repository is defined."""
        known = {key.name for key in self.unique_keys.get(table, ())}
        self.unique_keys[table] = self.unique_keys.get(table, ()) + tuple(key for key in keys if key.name not in known)

    def committed(self, name: str) -> list[Any]:
        """Copies of all rows of a table: what read models in memory are computed from."""
        with self.lock:
            return [copy_of(row) for row in self.table(name).values()]

    def committed_row(self, name: str, key: Hashable) -> Any | None:
        with self.lock:
            row = self.table(name).get(key)
            return None if row is None else copy_of(row)

    def snapshot(self) -> Callable[[], None]:
        """Remember the present state; calling the result goes back to it. Hold `lock` in between."""
        tables = {name: dict(rows) for name, rows in self.tables.items()}
        events, consumed = len(self.outbox), set(self.inbox)

        def restore() -> None:
            self.tables, self.inbox = tables, consumed
            del self.outbox[events:]

        return restore
