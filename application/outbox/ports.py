"""What delivery needs from storage: waiting events, chains per aggregate, failures, and turns for recurring work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import EventId


@dataclass(frozen=True, slots=True, order=True)
class Delivery:
    """One event for one subscriber: the unit that is handed over, retried and given up."""

    event_id: EventId
    subscriber: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored event that has not been handed over yet."""

    event_id: EventId
    name: str
    aggregate_id: UUID


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An event handed over long ago and not complete: who has consumed it or was given up, and who is being retried."""

    event_id: EventId
    name: str
    settled: frozenset[str]
    retrying: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pending:
    """The next link of a chain. `read` decodes the event and may raise; `context` is the request id and actor that caused it."""

    event_id: EventId
    name: str
    position: int
    context: Mapping[str, str]
    attempts: int
    read: Callable[[], Event]


@dataclass(frozen=True, slots=True)
class FailedDelivery:
    """A delivery that failed at least once: `next_attempt_at` while it is retried, `failed_at` once it was given up."""

    delivery: Delivery
    event_name: str
    aggregate_id: UUID
    occurred_at: datetime
    attempts: int
    last_error: str
    next_attempt_at: datetime | None
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """`waiting`: not handed over; `in_delivery`: handed over, not consumed by everybody; `oldest_waiting_at` tells the lag."""

    waiting: int
    in_delivery: int
    retrying: int
    given_up: int
    oldest_waiting_at: datetime | None


class HeldChain(Protocol):
    """The events of one aggregate for one subscriber, while nobody else may deliver them."""

    def links(self, names: frozenset[str]) -> list[Pending]:
        """Everything named in `names` that the subscriber has not consumed, up to the held event, in order.

        Deliveries that were given up are left out. Empty when all is consumed.
        """
        ...

    def settle(self, event_id: EventId, everybody: frozenset[str], now: datetime) -> None:
        """The subscriber has consumed it; the event is complete once all of `everybody` has. Durable at the end of the hold."""
        ...


class Outbox(Protocol):
    """The stored events and the state of their deliveries. Every method is atomic and may be repeated."""

    def publish(self, limit: int, heard: frozenset[str], hand_over: Callable[[Sequence[Waiting]], None], now: datetime) -> int:
        """Take up to `limit` waiting events in order, hand over those named in `heard`, mark all as published; how many.

        Two callers never take the same event at once. When `hand_over` raises, nothing is marked.
        """
        ...

    def hold(self, delivery: Delivery) -> AbstractContextManager[HeldChain | None]:
        """Keep everybody else from delivering the same aggregate's events to the same subscriber.

        None: somebody does right now, or the event is gone.
        """
        ...

    def fail(self, delivery: Delivery, error: str, next_attempt_at: datetime | None, now: datetime) -> None:
        """Count one more failed attempt; without a next attempt it is given up."""
        ...

    def due(self, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Failed deliveries whose next attempt is due; each is answered once a `lease`."""
        ...

    def unfinished(self, now: datetime, lease: timedelta, limit: int) -> list[Unfinished]:
        """Events published more than a `lease` ago and not complete; each is answered once a `lease`."""
        ...

    def complete(self, event_id: EventId, now: datetime) -> None: ...

    def counts(self) -> OutboxCounts: ...

    def failures(self, limit: int, *, given_up_only: bool) -> list[FailedDelivery]:
        """The oldest first."""
        ...

    def retry(self, now: datetime, event_id: EventId | None) -> int:
        """Make given-up and retrying deliveries (of one event, or all) due at once, attempts counted from zero; how many."""
        ...

    def prune(self, before: datetime, limit: int) -> int:
        """Delete up to `limit` events completed before, with their inbox entries; how many."""
        ...


class Turns(Protocol):
    """Lets one process at a time, and once a period, do recurring work."""

    def take(self, name: str, every: timedelta, now: datetime) -> AbstractContextManager[bool]:
        """True: it is due and ours; the end of the block counts as done, also after an error. A killed process gives its turn back."""
        ...


class IdempotencyAnswers(Protocol):
    def forget(self, before: datetime, limit: int) -> int:
        """Delete up to `limit` stored answers (and abandoned claims) made before; how many."""
        ...
