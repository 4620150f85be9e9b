"""The outbox in memory: the same states and orders as the SQL one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock
from typing import Any
from uuid import UUID

from adapters.memory.database import MemoryDatabase, StoredEvent, copy_of
from application.outbox.ports import Delivery, FailedDelivery, OutboxCounts, Pending, Unfinished, Waiting
from domain.shared.events import Event
from domain.shared.ids import EventId


@dataclass
class _States:
    """What the SQL adapter keeps in columns of the outbox and in its table of failures."""

    published: dict[UUID, datetime] = field(default_factory=dict)
    completed: dict[UUID, datetime] = field(default_factory=dict)
    failures: dict[Delivery, FailedDelivery] = field(default_factory=dict)


class MemoryHeldChain:
    """See `application.outbox.ports.HeldChain`."""

    def __init__(self, outbox: MemoryOutbox, delivery: Delivery) -> None:
        self._outbox, self._delivery = outbox, delivery

    def links(self, names: frozenset[str]) -> list[Pending]:
        return self._outbox.links(self._delivery, names)

    def settle(self, event_id: EventId, everybody: frozenset[str], now: datetime) -> None:
        self._outbox.settle(Delivery(event_id, self._delivery.subscriber), everybody, now)


class MemoryOutbox:
    """See `application.outbox.ports.Outbox`."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database
        self._states = _States()
        self._turn: Any = RLock()

    def publish(self, limit: int, heard: frozenset[str], hand_over: Callable[[Sequence[Waiting]], None], now: datetime) -> int:
        with self._database.lock:
            taken = [row for row in self._database.outbox if row.event_id not in self._states.published][:limit]
            if not taken:
                return 0
            hand_over([_waiting(row) for row in taken if row.event.name in heard])
            for row in taken:
                self._states.published[row.event_id] = now
                if row.event.name not in heard:
                    self._states.completed[row.event_id] = now
            return len(taken)

    @contextmanager
    def hold(self, delivery: Delivery) -> Iterator[MemoryHeldChain | None]:
        with self._turn:
            yield MemoryHeldChain(self, delivery) if self._find(delivery.event_id) is not None else None

    def links(self, delivery: Delivery, names: frozenset[str]) -> list[Pending]:
        with self._database.lock:
            newest = self._find(delivery.event_id)
            if newest is None:
                return []
            links = [
                row
                for row in self._database.outbox
                if row.event.aggregate_id == newest.event.aggregate_id and row.position <= newest.position and row.event.name in names
            ]
            return [self._pending(row, delivery.subscriber) for row in links if self._open(row, delivery.subscriber)]

    def _open(self, row: StoredEvent, subscriber: str) -> bool:
        failure = self._states.failures.get(Delivery(EventId(row.event_id), subscriber))
        given_up = failure is not None and failure.failed_at is not None
        consumed = (row.event_id, subscriber) in self._database.inbox or row.event_id in self._states.completed
        return not (given_up or consumed)

    def _pending(self, row: StoredEvent, subscriber: str) -> Pending:
        def read() -> Event:
            event: Event = copy_of(row.event)
            return event

        failure = self._states.failures.get(Delivery(EventId(row.event_id), subscriber))
        attempts = failure.attempts if failure else 0
        return Pending(EventId(row.event_id), row.event.name, row.position, dict(row.context), attempts, read)

    def settle(self, delivery: Delivery, everybody: frozenset[str], now: datetime) -> None:
        with self._database.lock:
            self._database.inbox.add((delivery.event_id, delivery.subscriber))
            self._states.failures.pop(delivery, None)
            if all((delivery.event_id, who) in self._database.inbox for who in everybody):
                self._states.completed.setdefault(delivery.event_id, now)

    def fail(self, delivery: Delivery, error: str, next_attempt_at: datetime | None, now: datetime) -> None:
        with self._database.lock:
            known, row = self._states.failures.get(delivery), self._find(delivery.event_id)
            if row is None:
                raise LookupError(f"no event {delivery.event_id}")
            self._states.failures[delivery] = FailedDelivery(
                delivery,
                row.event.name,
                row.event.aggregate_id,
                row.event.occurred_at,
                (known.attempts if known else 0) + 1,
                error,
                next_attempt_at,
                now if next_attempt_at is None else None,
            )

    def due(self, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        with self._database.lock:
            waiting = [row for row in self._states.failures.values() if row.next_attempt_at is not None and row.next_attempt_at <= now]
            taken = sorted(waiting, key=lambda row: row.next_attempt_at or now)[:limit]
            for row in taken:
                self._states.failures[row.delivery] = replace(row, next_attempt_at=now + lease)
            return [row.delivery for row in taken]

    def unfinished(self, now: datetime, lease: timedelta, limit: int) -> list[Unfinished]:
        with self._database.lock:
            late = [row for row in self._database.outbox if self._late(row, now - lease)][:limit]
            for row in late:
                self._states.published[row.event_id] = now
            return [self._unfinished(row) for row in late]

    def _late(self, row: StoredEvent, before: datetime) -> bool:
        published = self._states.published.get(row.event_id)
        return published is not None and published <= before and row.event_id not in self._states.completed

    def _unfinished(self, row: StoredEvent) -> Unfinished:
        failures = [failure for failure in self._states.failures.values() if failure.delivery.event_id == row.event_id]
        consumed = {who for event_id, who in self._database.inbox if event_id == row.event_id}
        given_up = {failure.delivery.subscriber for failure in failures if failure.failed_at is not None}
        retrying = {failure.delivery.subscriber for failure in failures if failure.failed_at is None}
        return Unfinished(EventId(row.event_id), row.event.name, frozenset(consumed | given_up), frozenset(retrying))

    def complete(self, event_id: EventId, now: datetime) -> None:
        with self._database.lock:
            self._states.completed.setdefault(event_id, now)

    def counts(self) -> OutboxCounts:
        with self._database.lock:
            waiting = [row for row in self._database.outbox if row.event_id not in self._states.published]
            failures = list(self._states.failures.values())
            given_up = sum(row.failed_at is not None for row in failures)
            under_way = len(self._states.published.keys() - self._states.completed.keys())
            oldest = waiting[0].event.occurred_at if waiting else None
            return OutboxCounts(len(waiting), under_way, len(failures) - given_up, given_up, oldest)

    def failures(self, limit: int, *, given_up_only: bool) -> list[FailedDelivery]:
        with self._database.lock:
            positions = {row.event_id: row.position for row in self._database.outbox}
            rows = [row for row in self._states.failures.values() if row.failed_at is not None or not given_up_only]
            return sorted(rows, key=lambda row: (positions[row.delivery.event_id], row.delivery.subscriber))[:limit]

    def retry(self, now: datetime, event_id: EventId | None) -> int:
        with self._database.lock:
            again = [row for row in self._states.failures.values() if event_id is None or row.delivery.event_id == event_id]
            for row in again:
                self._states.failures[row.delivery] = replace(row, attempts=0, next_attempt_at=now, failed_at=None)
                self._states.completed.pop(row.delivery.event_id, None)
            return len(again)

    def prune(self, before: datetime, limit: int) -> int:
        with self._database.lock:
            kept = {failure.event_id for failure in self._states.failures}
            old = [event_id for event_id, at in self._states.completed.items() if at < before and event_id not in kept][:limit]
            gone = set(old)
            self._database.outbox[:] = [row for row in self._database.outbox if row.event_id not in gone]
            self._database.inbox = {row for row in self._database.inbox if row[0] not in gone}
            for event_id in gone:
                del self._states.published[event_id], self._states.completed[event_id]
            return len(gone)

    def _find(self, event_id: UUID) -> StoredEvent | None:
        return next((row for row in self._database.outbox if row.event_id == event_id), None)


def _waiting(row: StoredEvent) -> Waiting:
    return Waiting(EventId(row.event_id), row.event.name, row.event.aggregate_id)
