"""The contract of Stock: promising, moving and freeing goods, on every backend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from application.inventory.levels import LedgerSums
from domain.inventory.errors import InsufficientStock
from domain.inventory.events import StockChanged, StockRanLow, StockReplenished
from domain.inventory.location import StockLocation
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue
from domain.shared.ids import LocationId, OrderId, VariantId
from tests.contract.conftest import BackendUnderTest
from tests.support.goods import Goods
from tests.support.stored_events import stored_events

HOLD = timedelta(minutes=15)


class Counter:
    """A shop counter over one backend: each method is one committed transaction."""

    def __init__(self, backend: BackendUnderTest) -> None:
        self.backend = backend
        self.goods = Goods(backend)

    def buyer(self) -> UUID:
        return self.backend.ids.new()

    def reserve(self, buyer: UUID, demand: Mapping[VariantId, int], *locations: LocationId) -> None:
        now = self.backend.clock.now()
        with self.backend.unit_of_work() as uow:
            uow.stock.reserve(buyer, demand, locations=locations, expires_at=now + HOLD, now=now)
            uow.commit()

    def allocate(self, buyer: UUID, demand: Mapping[VariantId, int], *locations: LocationId) -> OrderId:
        order = OrderId(self.backend.ids.new())
        with self.backend.unit_of_work() as uow:
            uow.stock.allocate(buyer, order, demand, locations=locations, now=self.backend.clock.now())
            uow.commit()
        return order

    def ship(self, order: OrderId, demand: Mapping[VariantId, int]) -> None:
        with self.backend.unit_of_work() as uow:
            uow.stock.ship(order, demand, now=self.backend.clock.now(), actor="ada")
            uow.commit()

    def deallocate(self, order: OrderId, demand: Mapping[VariantId, int] | None = None) -> Mapping[VariantId, int]:
        with self.backend.unit_of_work() as uow:
            freed: Mapping[VariantId, int] = uow.stock.deallocate(order, self.backend.clock.now(), demand)
            uow.commit()
        return freed

    def take_back(self, order: OrderId, demand: Mapping[VariantId, int], location: LocationId | None = None) -> None:
        now = self.backend.clock.now()
        with self.backend.unit_of_work() as uow:
            uow.stock.take_back(order, demand, location_id=location, now=now, actor="ada", reason="wrong size")
            uow.commit()

    def counts(self, variant: VariantId) -> dict[LocationId, tuple[int, int]]:
        """(on hand, allocated) by location."""
        with self.backend.unit_of_work() as uow:
            return {row.item.location_id: (row.item.on_hand, row.item.allocated) for row in uow.stock_rows.lock([variant])}

    def ledger(self, variant: VariantId) -> Mapping[tuple[VariantId, LocationId], LedgerSums]:
        with self.backend.unit_of_work() as uow:
            uow.stock_rows.lock([variant])
            sums: Mapping[tuple[VariantId, LocationId], LedgerSums] = uow.stock_rows.ledger([variant])
            return sums

    def left(self, variant: VariantId) -> int:
        """How many a new buyer could reserve."""
        with self.backend.unit_of_work() as uow:
            rows = uow.stock_rows.lock([variant])
            held = uow.stock_rows.held([variant], self.backend.clock.now(), not_by=None)
            return sum(max(0, row.item.free - held.get((variant, row.item.location_id), 0)) for row in rows if row.active)


@pytest.fixture
def counter(backend: BackendUnderTest) -> Counter:
    return Counter(backend)


@pytest.fixture
def main(counter: Counter) -> StockLocation:
    return counter.goods.location("main", priority=1)


def stocked(counter: Counter, location: StockLocation, count: int, sku: str = "MUG", **policy: object) -> VariantId:
    variant = counter.goods.variant(sku)
    counter.goods.stock(variant, location, count, **policy)  # type: ignore[arg-type]
    return variant


def test_a_hold_takes_its_units_from_everybody_else(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 3)
    counter.reserve(counter.buyer(), {mug: 2})
    with pytest.raises(InsufficientStock) as refusal:
        counter.reserve(counter.buyer(), {mug: 2})
    assert (refusal.value.sku, refusal.value.requested, refusal.value.available) == ("MUG", 2, 1)


def test_a_dead_hold_frees_its_stock_without_any_job(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    counter.reserve(counter.buyer(), {mug: 1})
    counter.backend.clock.advance(HOLD)
    counter.reserve(counter.buyer(), {mug: 1})


def test_reserving_again_replaces_what_the_buyer_held(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 3)
    buyer = counter.buyer()
    for quantity in (3, 3, 1):
        counter.reserve(buyer, {mug: quantity})
    assert counter.left(mug) == 2


def test_a_refused_reservation_keeps_the_former_one(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 3)
    buyer = counter.buyer()
    counter.reserve(buyer, {mug: 2})
    with pytest.raises(InsufficientStock):
        counter.reserve(buyer, {mug: 4})
    assert counter.left(mug) == 1


def test_a_released_hold_is_free_again(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    buyer = counter.buyer()
    counter.reserve(buyer, {mug: 1})
    with counter.backend.unit_of_work() as uow:
        uow.stock.release(buyer)
        uow.commit()
    assert counter.left(mug) == 1


def test_a_live_hold_can_be_extended_and_a_dead_one_cannot(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    buyer = counter.buyer()
    counter.reserve(buyer, {mug: 1})

    def extend() -> bool:
        now = counter.backend.clock.now()
        with counter.backend.unit_of_work() as uow:
            alive: bool = uow.stock.extend(buyer, now + HOLD, now)
            uow.commit()
        return alive

    counter.backend.clock.advance(HOLD - timedelta(seconds=1))
    assert extend()
    counter.backend.clock.advance(HOLD - timedelta(seconds=1))
    assert counter.left(mug) == 0
    counter.backend.clock.advance(timedelta(seconds=1))
    assert not extend()


def test_an_order_takes_over_the_hold_of_its_buyer(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 2)
    buyer = counter.buyer()
    counter.reserve(buyer, {mug: 2})
    counter.allocate(buyer, {mug: 2})
    assert counter.counts(mug) == {main.id: (2, 2)}
    counter.backend.clock.advance(HOLD)
    assert counter.left(mug) == 0


def test_an_order_after_a_lapsed_hold_is_refused_when_others_bought(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    slow, quick = counter.buyer(), counter.buyer()
    counter.reserve(slow, {mug: 1})
    counter.backend.clock.advance(HOLD)
    counter.allocate(quick, {mug: 1})
    with pytest.raises(InsufficientStock):
        counter.allocate(slow, {mug: 1})


def test_an_order_is_allocated_once(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5)
    order = counter.allocate(counter.buyer(), {mug: 1})

    def once_more() -> None:
        with counter.backend.unit_of_work() as uow:
            uow.stock.allocate(counter.buyer(), order, {mug: 1}, locations=(), now=counter.backend.clock.now())
            uow.commit()

    with pytest.raises(AlreadyExists):
        once_more()
    assert counter.counts(mug) == {main.id: (5, 1)}


def test_a_cancelled_order_gives_back_what_was_not_shipped(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5)
    order = counter.allocate(counter.buyer(), {mug: 3})
    counter.ship(order, {mug: 1})
    assert counter.deallocate(order) == {mug: 2}
    assert counter.deallocate(order) == {}
    assert counter.counts(mug) == {main.id: (4, 0)}


def test_part_of_an_order_can_be_freed(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5)
    order = counter.allocate(counter.buyer(), {mug: 3})
    assert counter.deallocate(order, {mug: 1}) == {mug: 1}
    assert counter.counts(mug) == {main.id: (5, 2)}


def test_shipping_takes_goods_off_the_shelf_with_a_line_in_the_ledger(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5)
    order = counter.allocate(counter.buyer(), {mug: 3})
    counter.ship(order, {mug: 2})
    assert counter.counts(mug) == {main.id: (3, 1)}
    assert counter.ledger(mug)[mug, main.id] == LedgerSums(on_hand=3, allocated=1)


def test_more_than_the_order_holds_is_never_shipped(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5)
    order = counter.allocate(counter.buyer(), {mug: 2})
    for _ in range(2):
        counter.ship(order, {mug: 2})
    assert counter.counts(mug) == {main.id: (3, 0)}


def test_returned_goods_are_on_the_shelf_again(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 2)
    order = counter.allocate(counter.buyer(), {mug: 2})
    counter.ship(order, {mug: 2})
    counter.take_back(order, {mug: 1})
    assert counter.counts(mug) == {main.id: (1, 0)}
    assert counter.ledger(mug)[mug, main.id].on_hand == 1


def test_returned_goods_may_arrive_at_another_location(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    outlet = counter.goods.location("outlet", priority=9)
    order = counter.allocate(counter.buyer(), {mug: 1})
    counter.ship(order, {mug: 1})
    counter.take_back(order, {mug: 1}, outlet.id)
    assert counter.counts(mug) == {main.id: (0, 0), outlet.id: (1, 0)}


def test_one_location_that_has_everything_serves_alone(counter: Counter, main: StockLocation) -> None:
    spare = counter.goods.location("spare", priority=2)
    mug, cup = stocked(counter, main, 5), stocked(counter, spare, 5, "CUP")
    counter.goods.stock(mug, spare, 5)
    counter.allocate(counter.buyer(), {mug: 1, cup: 1})
    assert counter.counts(mug) == {main.id: (5, 0), spare.id: (5, 1)}


def test_a_variant_is_split_over_locations_only_when_it_must(counter: Counter, main: StockLocation) -> None:
    spare = counter.goods.location("spare", priority=2)
    mug = stocked(counter, main, 2)
    counter.goods.stock(mug, spare, 4)
    counter.allocate(counter.buyer(), {mug: 3})
    assert counter.counts(mug) == {main.id: (2, 0), spare.id: (4, 3)}
    counter.allocate(counter.buyer(), {mug: 3})
    assert counter.counts(mug) == {main.id: (2, 2), spare.id: (4, 4)}


def test_a_channel_sells_from_its_own_locations_in_its_own_order(counter: Counter, main: StockLocation) -> None:
    far, near = counter.goods.location("far", priority=2), counter.goods.location("near", priority=3)
    mug = stocked(counter, main, 9)
    for location in (far, near):
        counter.goods.stock(mug, location, 2)
    counter.allocate(counter.buyer(), {mug: 1}, near.id, far.id)
    assert counter.counts(mug)[near.id] == (2, 1)
    with pytest.raises(InsufficientStock) as refusal:
        counter.allocate(counter.buyer(), {mug: 9}, near.id, far.id)
    assert refusal.value.available == 3


def test_an_inactive_location_sells_nothing(counter: Counter) -> None:
    closed = counter.goods.location("closed", active=False)
    mug = stocked(counter, closed, 5)
    with pytest.raises(InsufficientStock) as refusal:
        counter.reserve(counter.buyer(), {mug: 1})
    assert refusal.value.available == 0


def test_backorders_sell_beyond_the_shelf_but_cannot_be_shipped_from_it(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1, backorder=True)
    order = counter.allocate(counter.buyer(), {mug: 3})
    assert counter.counts(mug) == {main.id: (1, 3)}
    with pytest.raises(InsufficientStock):
        counter.ship(order, {mug: 3})
    counter.ship(order, {mug: 1})
    assert counter.counts(mug) == {main.id: (0, 2)}


def test_what_is_not_tracked_is_sold_without_a_trace(counter: Counter, main: StockLocation) -> None:
    voucher = counter.goods.variant("VOUCHER", track_inventory=False)
    mug = stocked(counter, main, 1)
    buyer = counter.buyer()
    counter.reserve(buyer, {voucher: 99, mug: 1})
    order = counter.allocate(buyer, {voucher: 99, mug: 1})
    counter.ship(order, {voucher: 99, mug: 1})
    assert (counter.counts(voucher), counter.counts(mug)) == ({}, {main.id: (0, 0)})


def test_a_tracked_variant_that_was_never_stocked_is_not_available(counter: Counter) -> None:
    mug = counter.goods.variant("MUG")
    with pytest.raises(InsufficientStock) as refusal:
        counter.reserve(counter.buyer(), {mug: 1})
    assert refusal.value.available == 0


def test_a_demand_of_nothing_is_refused(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    with pytest.raises(InvalidValue):
        counter.reserve(counter.buyer(), {mug: 0})


def test_returns_need_a_place(counter: Counter) -> None:
    mug = counter.goods.variant("MUG")
    with pytest.raises(EntityNotFound):
        counter.take_back(OrderId(counter.backend.ids.new()), {mug: 1})


def test_running_low_is_told_once_a_crossing(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5, threshold=3)
    for _ in range(3):
        counter.allocate(counter.buyer(), {mug: 1})
    low = [event for event in stored_events(counter.backend) if isinstance(event, StockRanLow)]
    assert [(event.available, event.threshold) for event in low] == [(3, 3)]


def test_a_second_crossing_is_told_again(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 4, threshold=3)
    counter.deallocate(counter.allocate(counter.buyer(), {mug: 1}))
    counter.allocate(counter.buyer(), {mug: 1})
    assert sum(isinstance(event, StockRanLow) for event in stored_events(counter.backend)) == 2


def test_sales_are_announced_only_when_shoppers_see_a_difference(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 3)
    orders = [counter.allocate(counter.buyer(), {mug: 1}) for _ in range(3)]
    changed = [event.available for event in stored_events(counter.backend) if isinstance(event, StockChanged)]
    assert changed == [0]
    counter.deallocate(orders[0])
    back = [event.available for event in stored_events(counter.backend) if isinstance(event, StockReplenished)]
    assert back == [1]


def test_an_import_sets_counts_and_writes_nothing_the_second_time(counter: Counter, main: StockLocation) -> None:
    mug, cup = stocked(counter, main, 3), counter.goods.variant("CUP")
    for expected in ([mug, cup], []):
        with counter.backend.unit_of_work() as uow:
            now = counter.backend.clock.now()
            changed = uow.stock.import_counts(main.id, {mug: 7, cup: 2}, now=now, actor="import", reason="products.csv")
            uow.commit()
        assert list(changed) == expected
    assert (counter.counts(mug), counter.counts(cup)) == ({main.id: (7, 0)}, {main.id: (2, 0)})
    assert counter.ledger(cup)[cup, main.id].on_hand == 2


def test_ended_holds_are_purged_and_live_ones_stay(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 5)
    counter.reserve(counter.buyer(), {mug: 1})
    counter.backend.clock.advance(HOLD)
    counter.reserve(counter.buyer(), {mug: 1})
    for expected in (1, 0):
        with counter.backend.unit_of_work() as uow:
            assert uow.stock_rows.purge_expired(counter.backend.clock.now(), 10) == expected
            uow.commit()
    assert counter.left(mug) == 4


def test_a_hold_without_commit_never_happened(counter: Counter, main: StockLocation) -> None:
    mug = stocked(counter, main, 1)
    now = counter.backend.clock.now()
    with counter.backend.unit_of_work() as uow:
        uow.stock.reserve(counter.buyer(), {mug: 1}, locations=(), expires_at=now + HOLD, now=now)
    assert counter.left(mug) == 1
