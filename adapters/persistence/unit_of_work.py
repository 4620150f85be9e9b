"""The SQL unit of work: one session, repositories by context, outbox on commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.orm import Session

from adapters.auditing.entries import TransactionAudit, given_up, written_down
from adapters.persistence import ambient
from adapters.persistence.audit.recording import listen_for_changes, store_entries
from adapters.persistence.by_hand.copies import RunningCopies
from adapters.persistence.errors import translating
from adapters.persistence.outbox.storing import store
from adapters.persistence.outbox.tables import inbox
from adapters.persistence.repositories import SqlRepositories
from adapters.request_context import AlreadyConsumed, consuming
from application.shared.clock import Clock
from application.shared.ids import Ids
from domain.shared.aggregate import Aggregate
from domain.shared.events import Event


def open_session(engine: Engine) -> Session:
    # Nothing is expired on commit: handlers return what they hold without a further query.
    return Session(engine, expire_on_commit=False, autoflush=False)


@dataclass(frozen=True)
class SqlBackend:
    """What every unit of work of a process shares. `nudge` tells the relay that the outbox has something."""

    engine: Engine
    clock: Clock
    ids: Ids
    nudge: Callable[[], None] = lambda: None


class SqlUnitOfWork(SqlRepositories):
    """Implements every context's unit-of-work protocol on one session. Use as a context manager; rolls back unless committed."""

    def __init__(self, backend: SqlBackend, *, in_delivery: bool = True) -> None:
        self._backend = backend
        #: Whether it remembers the event that is being delivered; work of many transactions remembers by itself how far it is.
        self._in_delivery = in_delivery
        self._seen: list[Aggregate] = []
        self._recorded: list[Event] = []
        self._before_commit: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []
        self._joined = False
        self._committed = False
        self._connection: Connection | None = None
        self.audit = TransactionAudit(backend.clock, backend.ids)
        self._copies: RunningCopies | None = None
        self._session: Session

    @property
    def clock(self) -> Clock:
        return self._backend.clock

    @property
    def ids(self) -> Ids:
        return self._backend.ids

    @property
    def session(self) -> Session:
        """The running transaction's, once nothing is being copied into it."""
        if self._copies is not None:
            self._copies.settle()
        return self._session

    def flush(self) -> None:
        """Send what was changed of mapped objects; without any, what is being copied may go on."""
        if self._session.new or self._session.dirty or self._session.deleted:
            self.session.flush()

    def copy(self, statement: str, content: str) -> None:
        """Send `content` to a COPY statement. It goes on beside: its errors surface with the next use of the transaction."""
        if self._copies is None:
            self._copies = RunningCopies()
        self._copies.start(self._session.connection(), statement, content)
        if self._joined:
            # Others use the larger transaction without asking us.
            self._copies.settle()

    @property
    def connection(self) -> Connection:
        """The running transaction's, for statements of our own; asking the session each time costs a third of a statement."""
        session = self.session
        if self._connection is None:
            self._connection = session.connection()
        return self._connection

    def __enter__(self) -> Self:
        running = ambient.current()
        self._joined = running is not None
        self._session = running.session if running is not None else open_session(self._backend.engine)
        return self

    def __exit__(self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None) -> None:
        if not self._committed:
            given_up()
        try:
            self._end_copies(failed=exc is not None)
        finally:
            if not self._joined:
                self._session.close()
        if self._joined and exc is None and not self._committed and (self.session.new or self.session.dirty or self.session.deleted):
            raise RuntimeError("a unit of work inside a larger transaction was left with changes but without commit")

    def _end_copies(self, *, failed: bool) -> None:
        """What could not be copied is an error of the block, unless it has another one already."""
        copies, self._copies = self._copies, None
        if copies is None:
            return
        try:
            copies.settle()
        except Exception:
            if not failed:
                raise
        finally:
            copies.close()

    def track(self, aggregate: Aggregate) -> None:
        """Repositories name every aggregate they load or add; commit collects its events."""
        self._seen.append(aggregate)

    def record(self, event: Event) -> None:
        self._recorded.append(event)

    def before_commit(self, action: Callable[[], None]) -> None:
        """Run `action` first thing in every commit: how repositories without mapping write what changed."""
        self._before_commit.append(action)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run `action` once the transaction is durable: cache stamps, nudges. It must not be needed for correctness."""
        self._after_commit.append(action)

    def commit(self) -> None:
        with translating():
            for action in self._before_commit:
                action()
            self.session.flush()
            self._store_audit(self._store_events())
            self._mark_consumed()
            self._finish()
        self._committed = True

    def _finish(self) -> None:
        running = ambient.current()
        if self._joined and running is not None:
            running.after_commit.extend(self._after_commit)
            self._after_commit = []
            return
        self.session.commit()
        self._connection = None  # The next transaction's may be another one.
        actions, self._after_commit = self._after_commit, []
        for action in actions:
            action()

    def _store_audit(self, events: list[Event]) -> None:
        entries = self.audit.release(events)
        if entries:
            store_entries(self.session, entries)
            written_down(entries)

    def _store_events(self) -> list[Event]:
        events = [event for aggregate in self._seen for event in aggregate.release_events()] + self._recorded
        self._recorded = []
        if not events:
            return events
        store(self.connection, events, self.ids)
        self._after_commit.append(self._backend.nudge)
        return events

    def _mark_consumed(self) -> None:
        delivery = consuming() if self._in_delivery else None
        if delivery is None:
            return
        event_id, subscriber = delivery
        row = {"event_id": event_id, "subscriber": subscriber, "consumed_at": self.clock.now()}
        statement = pg_insert(inbox).values(row).on_conflict_do_nothing().returning(inbox.c.event_id)
        if self.session.execute(statement).scalar_one_or_none() is None:
            raise AlreadyConsumed


listen_for_changes()


def unit_of_work_factory(backend: SqlBackend, *, in_delivery: bool = True) -> Callable[[], SqlUnitOfWork]:
    return lambda: SqlUnitOfWork(backend, in_delivery=in_delivery)
