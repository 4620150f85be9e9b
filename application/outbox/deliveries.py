"""Brings stored events to their subscribers: in order per aggregate, at least once, in effect once, never given up silently."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from application.outbox.ports import Delivery, HeldChain, Outbox, Pending, Unfinished, Waiting
from application.outbox.retry_policy import next_attempt
from application.shared.clock import Clock
from application.shared.discretion import discreet
from application.shared.subscriptions import Envelope, Subscription
from domain.shared.errors import ConcurrencyConflict
from domain.shared.events import EVENT_TYPES

BATCH = 100
#: How long a handed-over delivery may take before it is asked after; also the pause between two questions.
PATIENCE = timedelta(seconds=20)
#: A conflict with another transaction is no failure: repeated at once, this often.
CONFLICTS = 4
LONGEST_ERROR = 2_000

Enqueue = Callable[[Sequence[Delivery]], None]


class DeliveryObserver(Protocol):
    """Hears how deliveries end; `within` carries the context of the event into log lines and further events."""

    def within(self, context: Mapping[str, str]) -> AbstractContextManager[None]: ...

    def delivered(self, pending: Pending, subscriber: str) -> None: ...

    def failed(self, pending: Pending, subscriber: str, error: BaseException, *, given_up: bool) -> None: ...


@dataclass(frozen=True)
class Deliveries:
    """The heart of the worker, free of any queue. `deliver` runs one handler and remembers it in the inbox."""

    outbox: Outbox
    subscriptions: tuple[Subscription, ...]
    deliver: Callable[[Subscription, Envelope[Any]], bool]
    clock: Clock
    observer: DeliveryObserver

    def relay(self, enqueue: Enqueue, limit: int = BATCH) -> int:
        """Hand over waiting events; answers how many it took. One delivery stands for all earlier ones of its aggregate."""

        def hand_over(events: Sequence[Waiting]) -> None:
            newest = {(event.aggregate_id, who): event.event_id for event in events for who in self.subscribers_of(event.name)}
            enqueue([Delivery(event_id, who) for (_, who), event_id in newest.items()])

        return self.outbox.publish(limit, self._heard(), hand_over, self.clock.now())

    def sweep(self, enqueue: Enqueue, limit: int = BATCH) -> int:
        """Hand over again what is due after a failure, or what was lost on the way (a flushed queue, a killed worker)."""
        now = self.clock.now()
        again = self.outbox.due(now, PATIENCE, limit)
        for event in self.outbox.unfinished(now, PATIENCE, limit):
            again += self._missing(event)
        if again:
            enqueue(again)
        return len(again)

    def _missing(self, event: Unfinished) -> list[Delivery]:
        missing = self.subscribers_of(event.name) - event.settled
        if not missing:
            self.outbox.complete(event.event_id, self.clock.now())
        return [Delivery(event.event_id, who) for who in sorted(missing - event.retrying)]

    def run(self, delivery: Delivery) -> int:
        """Deliver the event and what waits before it; answers how many were consumed. Errors of handlers are recorded, not raised."""
        rows = [row for row in self.subscriptions if row.name == delivery.subscriber]
        if not rows:
            return 0  # The subscriber was removed from the shop; the sweep completes its events.
        names = frozenset(name for name in EVENT_TYPES for row in rows if _hears(row, name))
        with self.outbox.hold(delivery) as held:
            return 0 if held is None else self._work_off(held, held.links(names), rows)

    def _work_off(self, held: HeldChain, chain: list[Pending], rows: Sequence[Subscription]) -> int:
        consumed = 0
        while chain:
            done, chain = (chain, []) if rows[0].coalesce else (chain[:1], chain[1:])
            if not self._consumed(done[-1], rows):
                break  # Order: what comes after waits for this one.
            for pending in done:
                held.settle(pending.event_id, self.subscribers_of(pending.name), self.clock.now())
            consumed += len(done)
        return consumed

    def gave_out(self, delivery: Delivery, error: BaseException) -> None:
        """The process died while delivering: count it, so that an event that kills workers is given up too."""
        with self.outbox.hold(delivery) as held:
            chain = [] if held is None else held.links(frozenset(EVENT_TYPES))
        for pending in (link for link in chain if link.event_id == delivery.event_id):
            self._failed(pending, delivery.subscriber, error)

    def subscription(self, subscriber: str) -> Subscription | None:
        return next((row for row in self.subscriptions if row.name == subscriber), None)

    def subscribers_of(self, name: str) -> frozenset[str]:
        return frozenset(row.name for row in self.subscriptions if _hears(row, name))

    def _heard(self) -> frozenset[str]:
        return frozenset(name for name in EVENT_TYPES if self.subscribers_of(name))

    def _consumed(self, pending: Pending, rows: Sequence[Subscription]) -> bool:
        row = next(row for row in rows if _hears(row, pending.name))
        with self.observer.within(pending.context):
            try:
                self._deliver(row, pending)
            except Exception as error:  # noqa: BLE001 - recorded with the delivery, shown by `stoa outbox status`
                self._failed(pending, row.name, error)
                return False
            self.observer.delivered(pending, row.name)
        return True

    def _deliver(self, row: Subscription, pending: Pending) -> None:
        envelope = Envelope(pending.event_id, pending.read(), pending.position)
        for attempt in range(1, CONFLICTS + 1):
            try:
                self.deliver(row, envelope)
            except ConcurrencyConflict:
                if attempt == CONFLICTS:
                    raise
            else:
                return

    def _failed(self, pending: Pending, subscriber: str, error: BaseException) -> None:
        now = self.clock.now()
        again = next_attempt(error, pending.attempts + 1, now)
        text = discreet(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
        self.outbox.fail(Delivery(pending.event_id, subscriber), text, again, now)
        self.observer.failed(pending, subscriber, error, given_up=again is None)


def _hears(row: Subscription, name: str) -> bool:
    event = EVENT_TYPES.get(name)
    return event is not None and issubclass(event, row.event)
