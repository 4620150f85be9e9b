"""The memory unit of work: staged copies, checked and written under one lock at commit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from adapters.auditing.entries import TransactionAudit, given_up, written_down
from adapters.memory.audit.changes import change_of
from adapters.memory.audit.log import ENTRIES, WAITING, only_forgets
from adapters.memory.database import AppendOnly, MemoryDatabase, StoredEvent, copy_of, fingerprint
from adapters.memory.repositories import MemoryRepositories
from adapters.request_context import AlreadyConsumed, consuming, request_context
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.recording import recording
from domain.shared.aggregate import Aggregate
from domain.shared.errors import ConcurrencyConflict
from domain.shared.events import Event

T = TypeVar("T")


@dataclass
class _Staged:
    """A loaded or new row: `original` is None for a new one, `value` None for a deleted one."""

    value: Any | None
    original: bytes | None
    version: int


class StagedTable(Generic[T]):
    """One table as this transaction sees it: committed rows overlaid by its own changes."""

    def __init__(self, database: MemoryDatabase, name: str) -> None:
        self._database, self._name = database, name
        self._staged: dict[Hashable, _Staged] = {}

    def get(self, key: Hashable) -> T | None:
        """The row for reading and changing; changes are noticed at commit."""
        if key not in self._staged:
            row = self._database.committed_row(self._name, key)
            if row is None:
                return None
            self._staged[key] = _Staged(row, fingerprint(row), getattr(row, "version", 0))
        return self._staged[key].value

    def put(self, key: Hashable, row: T) -> None:
        """Insert a new row, or replace one."""
        known = self._staged.get(key)
        self._staged[key] = _Staged(row, known.original if known else None, known.version if known else 0)

    def discard(self, key: Hashable) -> None:
        """Forget this transaction's changes to a row."""
        self._staged.pop(key, None)

    def delete(self, key: Hashable) -> None:
        if self.get(key) is not None:
            self._staged[key].value = None

    def rows(self) -> Iterator[T]:
        """All rows, each staged for changes; in order of insertion."""
        for _, row in self.pairs():
            yield row

    def pairs(self) -> list[tuple[Hashable, T]]:
        """Keys and rows, for tables whose rows do not know their key."""
        with self._database.lock:
            keys = dict.fromkeys([*self._database.table(self._name), *self._staged])
        return [(key, row) for key in keys if (row := self.get(key)) is not None]

    def changes(self) -> dict[Hashable, _Staged]:
        return {key: row for key, row in self._staged.items() if _changed(row)}

    def refresh(self) -> None:
        """Forget unchanged copies of rows, so that the next read sees what others committed (after taking the lock).

        Aggregates stay: somebody holds and may yet change them, and their versions tell at commit whether they were stale.
        """
        kept = {key: row for key, row in self._staged.items() if isinstance(row.value, Aggregate)}
        self._staged = {**self.changes(), **kept}


def _changed(row: _Staged) -> bool:
    if row.value is None:
        return row.original is not None
    return row.original is None or fingerprint(row.value) != row.original


class MemoryUnitOfWork(MemoryRepositories):
    """Implements every context's unit-of-work protocol on one MemoryDatabase. Leaving without commit changes nothing."""

    def __init__(self, database: MemoryDatabase, clock: Clock, ids: Ids, *, in_delivery: bool = True) -> None:
        self.database, self.clock, self.ids = database, clock, ids
        self._in_delivery = in_delivery
        self._tables: dict[str, StagedTable[Any]] = {}
        self._seen: list[Aggregate] = []
        self._recorded: list[Event] = []
        self._after_commit: list[Callable[[], None]] = []
        self._locked = False
        self._committed = False
        self.audit = TransactionAudit(clock, ids)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None) -> None:
        self._unlock()
        if not self._committed:
            given_up()

    def table(self, name: str) -> StagedTable[Any]:
        if name not in self._tables:
            self._tables[name] = StagedTable(self.database, name)
        return self._tables[name]

    def track(self, aggregate: Aggregate) -> None:
        self._seen.append(aggregate)

    def record(self, event: Event) -> None:
        self._recorded.append(event)

    def after_commit(self, action: Callable[[], None]) -> None:
        self._after_commit.append(action)

    def lock_rows(self) -> None:
        """What FOR UPDATE is in SQL: nobody else commits until this unit of work ends, and reads from here on are fresh."""
        if self._locked:
            return
        self.database.lock.acquire()
        self._locked = True
        for table in self._tables.values():
            table.refresh()

    def _unlock(self) -> None:
        if self._locked:
            self._locked = False
            self.database.lock.release()

    def commit(self) -> None:
        with self.database.lock:
            delivery = consuming() if self._in_delivery else None
            if delivery is not None and delivery in self.database.inbox:
                raise AlreadyConsumed
            changes = {name: table.changes() for name, table in self._tables.items()}
            self._check_versions(changes)
            self._check_unique(changes)
            events = self._store_events()
            self._write({**changes, **self._audited(changes, events)})
            if delivery is not None:
                self.database.inbox.add(delivery)
        self._tables = {}
        self._committed = True
        self._unlock()
        actions, self._after_commit = self._after_commit, []
        for action in actions:
            action()

    def _check_versions(self, changes: dict[str, dict[Hashable, _Staged]]) -> None:
        for name, rows in changes.items():
            for key, staged in rows.items():
                stored = self.database.table(name).get(key)
                current = None if stored is None else fingerprint(stored)
                if current != staged.original:
                    raise ConcurrencyConflict(name.rstrip("s"))

    def _check_unique(self, changes: dict[str, dict[Hashable, _Staged]]) -> None:
        for name, rows in changes.items():
            for unique in self.database.unique_keys.get(name, ()):
                others = {claim for key, row in self.database.table(name).items() if key not in rows for claim in unique.claims(row)}
                for staged in rows.values():
                    for claim in () if staged.value is None else unique.claims(staged.value):
                        if claim in others:
                            raise unique.refused(staged.value, claim)
                        others.add(claim)

    def _audited(self, changes: dict[str, dict[Hashable, _Staged]], events: list[Event]) -> dict[str, dict[Hashable, _Staged]]:
        """The tables of the audit log with what this commit adds to it."""
        running = recording()
        if running is not None:
            found = (change_of(name, row.value, row.original) for name, rows in changes.items() for row in rows.values())
            running.changes += [change for change in found if change is not None]
        entries = self.audit.release(events)
        if not entries:
            return {}
        written_down(entries)
        return {
            ENTRIES: changes.get(ENTRIES, {}) | {entry.id: _Staged(entry, None, 0) for entry in entries},
            WAITING: changes.get(WAITING, {}) | {entry.id: _Staged(entry.id, None, 0) for entry in entries},
        }

    def _write(self, changes: dict[str, dict[Hashable, _Staged]]) -> None:
        for name, rows in changes.items():
            table = self.database.table(name)
            if name in self.database.append_only and not all(
                only_forgets(table[key], row.value) for key, row in rows.items() if key in table
            ):
                raise AppendOnly(name)
            for key, staged in rows.items():
                if staged.value is None:
                    del table[key]
                    continue
                if isinstance(staged.value, Aggregate):
                    staged.value.version = staged.version + 1
                table[key] = self._stored_copy(staged.value)

    @staticmethod
    def _stored_copy(value: Any) -> Any:
        stored = copy_of(value)
        if isinstance(stored, Aggregate):
            stored.release_events()
        return stored

    def _store_events(self) -> list[Event]:
        events = [event for aggregate in self._seen for event in aggregate.release_events()] + self._recorded
        self._recorded = []
        for event in events:
            position = next(self.database.positions)
            self.database.outbox.append(StoredEvent(self.ids.new(), event, position, dict(request_context())))
        return events


def unit_of_work_factory(database: MemoryDatabase, clock: Clock, ids: Ids, *, in_delivery: bool = True) -> Callable[[], MemoryUnitOfWork]:
    return lambda: MemoryUnitOfWork(database, clock, ids, in_delivery=in_delivery)
