"""The outbox in PostgreSQL: waiting events, chains per aggregate, failures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import DBAPIError

from adapters.codec import decode
from adapters.persistence.errors import translated, translating
from adapters.persistence.outbox import statements as sql
from application.outbox.ports import Delivery, FailedDelivery, OutboxCounts, Pending, Unfinished, Waiting
from domain.shared.errors import ConcurrencyConflict
from domain.shared.events import EVENT_TYPES, Event
from domain.shared.ids import EventId


class SqlHeldChain:
    """Reads and notes in the transaction of the lock; a note that is lost with it is made again."""

    def __init__(self, connection: Connection, delivery: Delivery) -> None:
        self._connection, self._delivery = connection, delivery

    def links(self, names: frozenset[str]) -> list[Pending]:
        rows = self._connection.execute(sql.CHAIN, {**_key(self._delivery), "names": list(names)}).all()
        return [Pending(EventId(row.id), row.name, row.position, row.context, row.attempts, _reader(row)) for row in rows]

    def settle(self, event_id: EventId, everybody: frozenset[str], now: datetime) -> None:
        key = {"event_id": event_id, "subscriber": self._delivery.subscriber}
        self._connection.execute(sql.SETTLE, {**key, "everybody": list(everybody), "number": len(everybody), "now": now})


class SqlOutbox:
    """See `application.outbox.ports.Outbox`. `engine` may commit asynchronously: all it writes can be found out again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with translating(), self._engine.begin() as connection:
            yield connection

    def publish(self, limit: int, heard: frozenset[str], hand_over: Callable[[Sequence[Waiting]], None], now: datetime) -> int:
        with self._begin() as connection:
            rows = connection.execute(sql.WAITING, {"limit": limit}).all()
            if not rows:
                return 0
            hand_over([Waiting(EventId(row.id), row.name, row.aggregate_id) for row in rows if row.name in heard])
            connection.execute(sql.MARK_PUBLISHED, {"ids": [row.id for row in rows], "heard": list(heard), "now": now})
        return len(rows)

    @contextmanager
    def hold(self, delivery: Delivery) -> Iterator[SqlHeldChain | None]:
        # The lock belongs to a transaction, so it ends with a killed worker, and works behind a transaction pooler too.
        with self._begin() as connection:
            yield SqlHeldChain(connection, delivery) if self._locked(connection, delivery) else None

    @staticmethod
    def _locked(connection: Connection, delivery: Delivery) -> bool:
        try:
            return connection.execute(sql.LOCK_CHAIN, _key(delivery)).first() is not None
        except DBAPIError as error:
            if isinstance(translated(error), ConcurrencyConflict):
                connection.rollback()
                return False  # Somebody held it for longer than lock_timeout; the sweep asks again.
            raise

    def fail(self, delivery: Delivery, error: str, next_attempt_at: datetime | None, now: datetime) -> None:
        given_up = None if next_attempt_at is not None else now
        with self._begin() as connection:
            # PostgreSQL text holds no NUL; an error message may.
            row = {"error": error.replace("\0", "\ufffd"), "next_attempt_at": next_attempt_at, "failed_at": given_up}
            connection.execute(sql.FAIL, {**_key(delivery), **row})

    def due(self, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        with self._begin() as connection:
            rows = connection.execute(sql.DUE, {"now": now, "until": now + lease, "limit": limit}).all()
        return [Delivery(EventId(row.event_id), row.subscriber) for row in rows]

    def unfinished(self, now: datetime, lease: timedelta, limit: int) -> list[Unfinished]:
        with self._begin() as connection:
            rows = connection.execute(sql.UNFINISHED, {"now": now, "before": now - lease, "limit": limit}).all()
        return [Unfinished(EventId(row.id), row.name, frozenset(row.settled), frozenset(row.retrying)) for row in rows]

    def complete(self, event_id: EventId, now: datetime) -> None:
        with self._begin() as connection:
            connection.execute(sql.COMPLETE, {"event_id": event_id, "now": now})

    def counts(self) -> OutboxCounts:
        with self._begin() as connection:
            row = connection.execute(sql.COUNTS).one()
        return OutboxCounts(row.waiting, row.in_delivery, row.retrying, row.given_up, row.oldest_waiting_at)

    def failures(self, limit: int, *, given_up_only: bool) -> list[FailedDelivery]:
        with self._begin() as connection:
            rows = connection.execute(sql.FAILURES, {"limit": limit, "given_up_only": given_up_only}).all()
        return [_failed(row) for row in rows]

    def retry(self, now: datetime, event_id: EventId | None) -> int:
        with self._begin() as connection:
            return len(connection.execute(sql.RETRY, {"event_id": event_id, "now": now}).all())

    def prune(self, before: datetime, limit: int) -> int:
        with self._begin() as connection:
            return len(connection.execute(sql.PRUNE, {"before": before, "limit": limit}).all())


def _key(delivery: Delivery) -> dict[str, UUID | str]:
    return {"event_id": delivery.event_id, "subscriber": delivery.subscriber}


def _reader(row: Row[Any]) -> Callable[[], Event]:
    return lambda: decode(EVENT_TYPES[row.name], row.payload)


def _failed(row: Row[Any]) -> FailedDelivery:
    return FailedDelivery(
        Delivery(EventId(row.event_id), row.subscriber),
        row.name,
        row.aggregate_id,
        row.occurred_at,
        row.attempts,
        row.last_error,
        row.next_attempt_at,
        row.failed_at,
    )
