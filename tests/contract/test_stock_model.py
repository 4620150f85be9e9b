"""Stock against a model that is too simple to be wrong: any history of sales, deliveries and lapses, on every backend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from application.inventory.stock_book import Cause, StockBook
from domain.inventory.errors import InsufficientStock
from domain.inventory.location import StockLocation
from domain.inventory.movement import MovementKind
from domain.shared.ids import LocationId, OrderId, VariantId
from tests.contract.conftest import BackendUnderTest
from tests.support.goods import Goods

HOLD = timedelta(minutes=15)
PLACES = 2
GOODS = 2


@dataclass
class Model:
    """Only totals by variant: where units come from is the shop's own business."""

    on_hand: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(GOODS), 0))
    promised: dict[UUID, dict[int, int]] = field(default_factory=dict)
    held: dict[UUID, tuple[Any, dict[int, int]]] = field(default_factory=dict)

    def free(self, number: int, now: Any, buyer: UUID | None = None) -> int:
        taken = sum(order.get(number, 0) for order in self.promised.values())
        held = sum(demand.get(number, 0) for holder, (until, demand) in self.held.items() if until > now and holder != buyer)
        return self.on_hand[number] - taken - held


DEMANDS = st.dictionaries(st.integers(0, GOODS - 1), st.integers(1, 4), min_size=1)


class StockMachine(RuleBasedStateMachine):
    """One shop; `backend` is set by the test."""

    backend: BackendUnderTest
    buyers = Bundle("buyers")
    orders = Bundle("orders")

    @initialize()
    def open_shop(self) -> None:
        if self.backend.memory is not None:
            # Histories do not share anything; in memory those before would only slow this one down.
            self.backend.memory.tables.clear()
            self.backend.memory.outbox.clear()
        goods, mark = Goods(self.backend), str(self.backend.ids.new())[-12:]
        self.model = Model()
        self.places: list[StockLocation] = [goods.location(f"{mark}-{number}", priority=number) for number in range(PLACES)]
        self.variants: list[VariantId] = [goods.variant(f"{mark}-V{number}") for number in range(GOODS)]
        self.channel = tuple(LocationId(place.id) for place in self.places)

    @property
    def now(self) -> Any:
        return self.backend.clock.now()

    def real(self, demand: dict[int, int]) -> dict[VariantId, int]:
        return {self.variants[number]: quantity for number, quantity in demand.items()}

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        with self.backend.unit_of_work() as uow:
            yield uow
            uow.commit()

    @rule(number=st.integers(0, GOODS - 1), place=st.integers(0, PLACES - 1), quantity=st.integers(1, 5))
    def receive(self, number: int, place: int, quantity: int) -> None:
        Goods(self.backend).stock(self.variants[number], self.places[place], quantity)
        self.model.on_hand[number] += quantity

    @rule(number=st.integers(0, GOODS - 1), place=st.integers(0, PLACES - 1), quantity=st.integers(1, 5))
    def lose(self, number: int, place: int, quantity: int) -> None:
        """Broken goods: at most what is free there, so that the total tells what can be sold."""
        variant, location = self.variants[number], self.places[place]
        with self.transaction() as uow:
            book = StockBook(uow.stock_rows, self.backend.ids, uow.record)
            book.open([variant], self.now, stocked_at=[(variant, location.id)])
            item = book.item(variant, location.id)
            held = uow.stock_rows.held([variant], self.now, not_by=None).get((variant, location.id), 0)
            lost = max(0, min(quantity, item.free - held))
            book.move(item, -lost, Cause(kind=MovementKind.ADJUSTED, actor="test", reason="broken"), self.now)
            book.close(self.now, announce_all=True)
        self.model.on_hand[number] -= lost

    @rule(target=buyers, demand=DEMANDS)
    def new_buyer_reserves(self, demand: dict[int, int]) -> UUID:
        buyer = self.backend.ids.new()
        self.reserve(buyer, demand)
        return buyer

    @rule(buyer=buyers, demand=DEMANDS)
    def reserve_again(self, buyer: UUID, demand: dict[int, int]) -> None:
        self.reserve(buyer, demand)

    def reserve(self, buyer: UUID, demand: dict[int, int]) -> None:
        possible = all(self.model.free(number, self.now, buyer) >= quantity for number, quantity in demand.items())
        until = self.now + HOLD
        try:
            with self.transaction() as uow:
                uow.stock.reserve(buyer, self.real(demand), locations=self.channel, expires_at=until, now=self.now)
        except InsufficientStock:
            assert not possible
        else:
            assert possible
            self.model.held[buyer] = (until, demand)

    @rule(buyer=buyers)
    def give_up(self, buyer: UUID) -> None:
        with self.transaction() as uow:
            uow.stock.release(buyer)
        self.model.held.pop(buyer, None)

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.backend.clock.advance(timedelta(minutes=minutes))

    @rule()
    def purge(self) -> None:
        with self.transaction() as uow:
            uow.stock_rows.purge_expired(self.now, 100)

    @rule(target=orders, buyer=buyers, demand=DEMANDS)
    def order(self, buyer: UUID, demand: dict[int, int]) -> OrderId:
        order = OrderId(self.backend.ids.new())
        possible = all(self.model.free(number, self.now, buyer) >= quantity for number, quantity in demand.items())
        try:
            with self.transaction() as uow:
                uow.stock.allocate(buyer, order, self.real(demand), locations=self.channel, now=self.now)
        except InsufficientStock:
            assert not possible
        else:
            assert possible
            self.model.held.pop(buyer, None)
            self.model.promised[order] = dict(demand)
        return order

    @rule(order=orders, demand=DEMANDS)
    def ship(self, order: OrderId, demand: dict[int, int]) -> None:
        with self.transaction() as uow:
            uow.stock.ship(order, self.real(demand), now=self.now, actor="test")
        mine = self.model.promised.get(order, {})
        for number, quantity in demand.items():
            gone = min(quantity, mine.get(number, 0))
            self.model.on_hand[number] -= gone
            if gone:
                mine[number] -= gone

    @rule(order=orders)
    def cancel(self, order: OrderId) -> None:
        with self.transaction() as uow:
            freed = uow.stock.deallocate(order, self.now)
        mine = {number: quantity for number, quantity in self.model.promised.pop(order, {}).items() if quantity}
        assert freed == self.real(mine)

    @invariant()
    def the_shop_agrees_with_the_model(self) -> None:
        with self.backend.unit_of_work() as uow:
            rows = uow.stock_rows.lock(self.variants)
            held = uow.stock_rows.held(self.variants, self.now, not_by=None)
            ledger = uow.stock_rows.ledger(self.variants)
        for number, variant in enumerate(self.variants):
            items = [row.item for row in rows if row.item.variant_id == variant]
            assert sum(item.on_hand for item in items) == self.model.on_hand[number]
            free = sum(item.free - held.get((variant, item.location_id), 0) for item in items)
            assert free == self.model.free(number, self.now) >= 0
            for item in items:
                sums = ledger[variant, item.location_id]
                assert (sums.on_hand, sums.allocated) == (item.on_hand, item.allocated)


def test_any_history_of_stock_agrees_with_the_model(backend: BackendUnderTest) -> None:
    machine: Any = type("BoundStockMachine", (StockMachine,), {"backend": backend})
    # SQL is slower, not different: fewer histories there.
    examples = 30 if backend.memory is not None else 4
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
        ),
    )
