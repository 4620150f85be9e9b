"""The contract of delivery: order per aggregate, once in effect, retries, giving up, recovery, pruning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import pytest

from adapters.inbox import deliver_once
from adapters.memory.database import MemoryDatabase
from adapters.memory.outbox.outbox import MemoryHeldChain, MemoryOutbox
from adapters.observability import DeliveryLog
from adapters.persistence.outbox.outbox import SqlHeldChain, SqlOutbox
from adapters.request_context import request_context, set_request_context
from application.outbox.deliveries import PATIENCE, Deliveries
from application.outbox.ports import Delivery, Outbox
from application.outbox.retry_policy import ATTEMPTS_OTHERWISE
from application.shared.subscriptions import Envelope, Subscription
from domain.catalog.channel import Channel
from domain.catalog.events import ChannelChanged
from domain.shared.currency import Currency
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import ChannelId
from tests.contract.conftest import BackendUnderTest

MAILS, SEARCH = "mails.tell", "search.refresh"


@dataclass
class House:
    """A shop with two subscribers that note what reaches them; a note is an effect in the database (a channel)."""

    backend: BackendUnderTest
    outbox: Outbox
    heard: dict[str, list[str]] = field(default_factory=lambda: {MAILS: [], SEARCH: []})
    trouble: dict[str, Exception] = field(default_factory=dict)
    queue: list[Delivery] = field(default_factory=list)
    names: dict[Any, str] = field(default_factory=dict)
    contexts: list[dict[str, str]] = field(default_factory=list)
    coalesce: bool = False

    @property
    def deliveries(self) -> Deliveries:
        handler = cast(type[Callable[[Envelope[Any]], None]], object)
        rows = tuple(Subscription(ChannelChanged, name, handler, coalesce=self.coalesce) for name in (MAILS, SEARCH))
        handlers = {name: self._handler(name) for name in (MAILS, SEARCH)}
        return Deliveries(self.outbox, rows, deliver_once(handlers), self.backend.clock, DeliveryLog())

    def _handler(self, subscriber: str) -> Callable[[Envelope[Any]], None]:
        def handle(envelope: Envelope[Any]) -> None:
            if subscriber in self.trouble:
                raise self.trouble[subscriber]
            with self.backend.unit_of_work() as uow:
                uow.commit()
            self.heard[subscriber].append(f"{self.names[envelope.event.channel_id]} {envelope.position}")
            self.contexts.append(request_context())

        return handle

    def open_channel(self, code: str) -> Channel:
        backend = self.backend
        channel = Channel(ChannelId(backend.ids.new()), code, code, Currency("EUR"), backend.clock.now())
        self.names[channel.id] = code
        with backend.unit_of_work() as uow:
            uow.channels.add(channel)
            uow.commit()
        return channel

    def rename(self, code: str, name: str) -> None:
        with self.backend.unit_of_work() as uow:
            uow.channels.by_code(code).change(self.backend.clock.now(), name=name)
            uow.commit()

    def work(self) -> None:
        """One round of a worker."""
        self.deliveries.relay(self.queue.extend)
        self.deliveries.sweep(self.queue.extend)
        while self.queue:
            self.deliveries.run(self.queue.pop(0))

    def codes(self, subscriber: str) -> list[str]:
        return [entry.split()[0] for entry in self.heard[subscriber]]


@pytest.fixture
def house(backend: BackendUnderTest) -> House:
    if backend.sql is not None:
        return House(backend, SqlOutbox(backend.sql.engine))
    return House(backend, MemoryOutbox(cast(MemoryDatabase, backend.memory)))


def test_every_subscriber_hears_every_event_once(house: House) -> None:
    house.open_channel("a")
    house.work()
    house.work()
    assert house.codes(MAILS) == house.codes(SEARCH) == ["a"]
    assert house.outbox.counts().waiting == house.outbox.counts().in_delivery == 0


def test_a_delivery_that_is_run_twice_has_one_effect(house: House) -> None:
    house.open_channel("a")
    house.deliveries.relay(house.queue.extend)
    for delivery in [*house.queue, *house.queue]:
        house.deliveries.run(delivery)
    assert house.codes(MAILS) == ["a"]


def test_an_effect_whose_end_was_not_noted_is_not_repeated(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.open_channel("a")
    house.deliveries.relay(house.queue.extend)
    # The worker dies between the handler's commit, which wrote the inbox, and the note that the delivery is done.
    for kind in (SqlHeldChain, MemoryHeldChain):
        monkeypatch.setattr(kind, "settle", lambda *_: None)
    for delivery in house.queue:
        house.deliveries.run(delivery)
    monkeypatch.undo()
    house.backend.clock.advance(PATIENCE * 2)
    house.work()
    assert house.codes(MAILS) == ["a"]
    assert house.outbox.counts().in_delivery == 0


def test_events_of_one_aggregate_arrive_in_order_even_when_handed_over_backwards(house: House) -> None:
    house.open_channel("a")
    handed_over: list[Delivery] = []
    house.deliveries.relay(handed_over.extend)
    for name in ("one", "two"):
        house.rename("a", name)
        house.deliveries.relay(handed_over.extend)
    for delivery in reversed(handed_over):
        house.deliveries.run(delivery)
    positions = [int(entry.split()[1]) for entry in house.heard[MAILS]]
    assert len(positions) == 3
    assert positions == sorted(positions)


def test_one_delivery_stands_for_several_events_of_an_aggregate(house: House) -> None:
    house.open_channel("a")
    house.rename("a", "one")
    house.open_channel("b")
    house.deliveries.relay(house.queue.extend)
    assert len(house.queue) == 4  # two aggregates, two subscribers
    house.work()
    assert house.codes(MAILS) == ["a", "a", "b"]


def test_a_coalescing_subscriber_hears_only_the_newest(house: House) -> None:
    house.coalesce = True
    house.open_channel("a")
    for name in ("one", "two"):
        house.rename("a", name)
    house.work()
    assert house.codes(MAILS) == ["a"]
    assert house.outbox.counts().in_delivery == 0


def test_when_handing_over_fails_the_events_still_wait(house: House) -> None:
    house.open_channel("a")

    def fails(_: object) -> None:
        raise ConnectionError("no queue")

    with pytest.raises(ConnectionError):
        house.deliveries.relay(fails)
    assert house.outbox.counts().waiting == 1
    house.work()
    assert house.codes(MAILS) == ["a"]


def test_a_failure_of_one_subscriber_does_not_touch_the_other(house: House) -> None:
    house.trouble[MAILS] = OSError("mail server away")
    house.open_channel("a")
    house.work()
    assert (house.codes(MAILS), house.codes(SEARCH)) == ([], ["a"])
    failure = house.outbox.failures(10, given_up_only=False)[0]
    assert (failure.delivery.subscriber, failure.attempts, failure.failed_at) == (MAILS, 1, None)
    assert "mail server away" in failure.last_error


def test_a_failed_delivery_is_tried_again_when_its_time_has_come(house: House) -> None:
    house.trouble[MAILS] = OSError("away")
    house.open_channel("a")
    house.work()
    del house.trouble[MAILS]
    house.work()
    assert house.codes(MAILS) == []
    house.backend.clock.advance(timedelta(seconds=2))
    house.work()
    assert house.codes(MAILS) == ["a"]
    assert house.outbox.counts().retrying == house.outbox.counts().in_delivery == 0


def test_what_comes_after_a_failed_event_waits_for_it(house: House) -> None:
    house.trouble[MAILS] = OSError("away")
    house.open_channel("a")
    house.work()
    house.rename("a", "later")
    house.work()
    assert house.codes(SEARCH) == ["a", "a"]
    del house.trouble[MAILS]
    house.backend.clock.advance(timedelta(minutes=1))
    house.work()
    positions = [int(entry.split()[1]) for entry in house.heard[MAILS]]
    assert len(positions) == 2
    assert positions == sorted(positions)


def given_up(house: House) -> None:
    house.trouble[MAILS] = ValueError("a defect")
    house.open_channel("a")
    for _ in range(ATTEMPTS_OTHERWISE):
        house.work()
        house.backend.clock.advance(timedelta(minutes=30))
    assert house.outbox.counts().given_up == 1


def test_a_defect_is_given_up_and_no_longer_in_the_way(house: House) -> None:
    given_up(house)
    del house.trouble[MAILS]
    house.rename("a", "later")
    house.work()
    house.work()
    assert len(house.codes(MAILS)) == 1
    assert house.outbox.counts().in_delivery == 0
    assert [failure.attempts for failure in house.outbox.failures(10, given_up_only=True)] == [ATTEMPTS_OTHERWISE]


def test_what_was_given_up_can_be_retried_by_hand(house: House) -> None:
    given_up(house)
    house.work()
    del house.trouble[MAILS]
    event_id = house.outbox.failures(10, given_up_only=True)[0].delivery.event_id
    assert house.outbox.retry(house.backend.clock.now(), event_id) == 1
    house.work()
    assert house.codes(MAILS) == ["a"]
    assert house.outbox.failures(10, given_up_only=False) == []


def test_what_the_queue_lost_is_handed_over_again(house: House) -> None:
    house.open_channel("a")
    house.deliveries.relay(lambda _: None)
    house.work()
    assert house.codes(MAILS) == []
    house.backend.clock.advance(PATIENCE * 2)
    house.work()
    assert house.codes(MAILS) == house.codes(SEARCH) == ["a"]


def test_an_event_that_kills_workers_is_given_up(house: House) -> None:
    house.open_channel("a")
    house.deliveries.relay(house.queue.extend)
    delivery = next(delivery for delivery in house.queue if delivery.subscriber == MAILS)
    for _ in range(ATTEMPTS_OTHERWISE):
        house.deliveries.gave_out(delivery, RuntimeError("killed"))
    assert house.outbox.counts().given_up == 1
    assert house.deliveries.run(delivery) == 0


def test_a_conflict_is_repeated_at_once_and_counts_as_no_failure(house: House) -> None:
    house.open_channel("a")
    house.trouble[MAILS] = ConcurrencyConflict()
    deliveries, calls = house.deliveries, []

    def conflict_twice(row: Subscription, envelope: Envelope[Any]) -> bool:
        calls.append(row.name)
        if calls.count(MAILS) == 2:
            house.trouble.clear()
        return deliveries.deliver(row, envelope)

    repeated = Deliveries(house.outbox, deliveries.subscriptions, conflict_twice, house.backend.clock, DeliveryLog())
    repeated.relay(house.queue.extend)
    for delivery in house.queue:
        repeated.run(delivery)
    assert house.codes(MAILS) == ["a"]
    assert house.outbox.failures(10, given_up_only=False) == []


def test_an_event_that_nobody_hears_is_complete_at_once(house: House) -> None:
    house.open_channel("a")
    nobody = Deliveries(house.outbox, (), lambda *_: True, house.backend.clock, DeliveryLog())
    assert nobody.relay(house.queue.extend) == 1
    assert house.queue == []
    assert house.outbox.counts().in_delivery == 0


def test_the_context_of_the_cause_travels_with_the_event(house: House) -> None:
    set_request_context({"request_id": "r-1"})
    house.open_channel("a")
    set_request_context({})
    house.work()
    assert house.contexts == [{"request_id": "r-1"}] * 2
    assert request_context() == {}


def test_old_complete_events_are_pruned_and_the_rest_is_kept(house: House) -> None:
    given_up(house)
    house.trouble.clear()
    house.open_channel("b")
    house.work()
    house.backend.clock.advance(timedelta(days=8))
    house.open_channel("c")
    before = house.backend.clock.now() - timedelta(days=7)
    assert house.outbox.prune(before, 100) == 1
    assert house.outbox.prune(before, 100) == 0
    assert house.outbox.counts().waiting == 1
    assert house.outbox.counts().given_up == 1
    house.work()
    assert house.codes(MAILS) == ["b", "c"]
