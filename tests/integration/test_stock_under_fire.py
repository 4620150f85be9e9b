"""Stock on real PostgreSQL under real threads: nothing is sold twice, nothing deadlocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.inventory.stock_report import SqlStockReport
from adapters.persistence.mappings import start_mappers
from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend, unit_of_work_factory
from application.inventory.set_stock_count import SetStockCount, SetStockCountHandler
from application.inventory.shelf import Shelves
from application.shared.actor import SYSTEM
from domain.inventory.errors import StockCountChanged
from domain.inventory.events import StockRanLow
from domain.shared.ids import OrderId, VariantId
from tests.support.goods import Goods
from tests.support.stored_events import stored_events

HOLD = timedelta(minutes=15)


@dataclass
class Database:
    """Looks like a BackendUnderTest; enough connections for many threads."""

    unit_of_work: Callable[[], Any]
    clock: AdjustableClock
    ids: Uuid7Ids
    sql: SqlBackend
    memory: None = None


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    start_mappers()
    clock, ids = AdjustableClock(), Uuid7Ids()
    sql = SqlBackend(write_engine(database_url, pool_size=16, max_overflow=0, pool_timeout=60), clock, ids)
    yield Database(unit_of_work_factory(sql), clock, ids, sql)
    sql.engine.dispose()


@pytest.fixture
def goods(database: Database) -> Goods:
    return Goods(database)


def at_once(jobs: list[Callable[[], None]], threads: int = 16) -> Counter[str]:
    """Run all jobs, the first `threads` of them from a common start; answers outcomes by name."""
    start = Barrier(min(threads, len(jobs)))

    def run(number: int, job: Callable[[], None]) -> str:
        if number < start.parties:
            start.wait(60)
        try:
            job()
        except Exception as error:  # noqa: BLE001 - whatever comes out is the outcome that is examined
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(run, range(len(jobs)), jobs))


def buy(database: Database, demand: dict[VariantId, int]) -> None:
    """What a checkout does: hold, then turn the hold into an order."""
    buyer, now = database.ids.new(), database.clock.now()
    with database.unit_of_work() as uow:
        uow.stock.reserve(buyer, demand, locations=(), expires_at=now + HOLD, now=now)
        uow.commit()
    with database.unit_of_work() as uow:
        uow.stock.allocate(buyer, OrderId(database.ids.new()), demand, locations=(), now=now)
        uow.commit()


def promised(database: Database, variant: VariantId) -> tuple[int, int]:
    """(on hand, allocated) over all locations."""
    with database.unit_of_work() as uow:
        items = [row.item for row in uow.stock_rows.lock([variant])]
    return sum(item.on_hand for item in items), sum(item.allocated for item in items)


def nothing_disagrees(database: Database) -> bool:
    primary = read_engine(database.sql.engine)
    return SqlStockReport(SqlReads(primary, primary)).discrepancies() == []


def test_two_hundred_buyers_get_exactly_the_last_ten(database: Database, goods: Goods) -> None:
    mug = goods.variant("MUG")
    goods.stock(mug, goods.location(), 10, threshold=5)
    outcomes = at_once([lambda: buy(database, {mug: 1})] * 200)
    assert outcomes == {"done": 10, "InsufficientStock": 190}
    assert promised(database, mug) == (10, 10)
    assert nothing_disagrees(database)
    assert sum(isinstance(event, StockRanLow) for event in stored_events(database)) == 1


def test_buyers_over_two_locations_get_exactly_what_both_have(database: Database, goods: Goods) -> None:
    mug = goods.variant("MUG")
    goods.stock(mug, goods.location("a"), 7)
    goods.stock(mug, goods.location("b"), 6)
    outcomes = at_once([lambda: buy(database, {mug: 2})] * 40)
    assert outcomes == {"done": 6, "InsufficientStock": 34}
    assert promised(database, mug) == (13, 12)


def test_lines_that_share_a_stock_row_are_summed(database: Database, goods: Goods) -> None:
    mug, cup = goods.variant("MUG"), goods.variant("CUP")
    shop = goods.location()
    goods.stock(mug, shop, 10)
    goods.stock(cup, shop, 100)
    demands = [{mug: 2, cup: 1}, {cup: 1, mug: 1}]
    outcomes = at_once([lambda demand=demand: buy(database, demand) for demand in demands * 20])  # type: ignore[misc]
    on_hand, allocated = promised(database, mug)
    assert (on_hand, allocated) == (10, 10)
    assert set(outcomes) == {"done", "InsufficientStock"}
    assert nothing_disagrees(database)


def test_opposite_orders_of_the_same_goods_never_deadlock(database: Database, goods: Goods) -> None:
    shop = goods.location()
    variants = [goods.variant(f"V{number}") for number in range(6)]
    for variant in variants:
        goods.stock(variant, shop, 10_000)
    forward = dict.fromkeys(variants, 1)
    backward = dict.fromkeys(reversed(variants), 1)
    outcomes = at_once([lambda demand=demand: buy(database, demand) for demand in [forward, backward] * 60])  # type: ignore[misc]
    assert outcomes == {"done": 120}
    assert promised(database, variants[0]) == (10_000, 120)


def test_a_count_set_against_a_running_sale_loses_nothing(database: Database, goods: Goods) -> None:
    mug = goods.variant("MUG")
    goods.stock(mug, goods.location("main"), 100)
    count = SetStockCountHandler(Shelves(database.unit_of_work, database.clock, database.ids))

    def sell_and_ship() -> None:
        order, now = OrderId(database.ids.new()), database.clock.now()
        with database.unit_of_work() as uow:
            uow.stock.allocate(database.ids.new(), order, {mug: 1}, locations=(), now=now)
            uow.commit()
        with database.unit_of_work() as uow:
            uow.stock.ship(order, {mug: 1}, now=now, actor="ada")
            uow.commit()

    def recount() -> None:
        seen, _ = promised(database, mug)
        count(SetStockCount(actor=SYSTEM, sku="MUG", location="main", count=seen + 1, expected=seen))

    outcomes = at_once([sell_and_ship, sell_and_ship, recount] * 20)
    found = outcomes["done"] - 40
    assert found + outcomes[StockCountChanged.__name__] == 20
    assert promised(database, mug) == (100 - 40 + found, 0)
    assert nothing_disagrees(database)


def test_one_buyer_who_reserves_fifty_times_at_once_holds_once(database: Database, goods: Goods) -> None:
    mug = goods.variant("MUG")
    goods.stock(mug, goods.location(), 3)
    buyer, now = database.ids.new(), database.clock.now()

    def reserve() -> None:
        with database.unit_of_work() as uow:
            uow.stock.reserve(buyer, {mug: 2}, locations=(), expires_at=now + HOLD, now=now)
            uow.commit()

    assert at_once([reserve] * 50) == {"done": 50}
    with database.unit_of_work() as uow:
        assert sum(uow.stock_rows.held([mug], now, not_by=None).values()) == 2


def test_purging_runs_beside_a_sale(database: Database, goods: Goods) -> None:
    mug = goods.variant("MUG")
    goods.stock(mug, goods.location(), 30)
    for _ in range(3):
        with database.unit_of_work() as uow:
            now = database.clock.now()
            uow.stock.reserve(database.ids.new(), {mug: 10}, locations=(), expires_at=now, now=now - HOLD)
            uow.commit()

    def purge() -> None:
        with database.unit_of_work() as uow:
            uow.stock_rows.purge_expired(database.clock.now(), 2)
            uow.commit()

    outcomes = at_once([purge, lambda: buy(database, {mug: 1})] * 30)
    assert outcomes == {"done": 60}
    assert promised(database, mug) == (30, 30)


def test_the_first_receipt_at_a_location_is_made_once_by_many(database: Database, goods: Goods) -> None:
    mug, shop = goods.variant("MUG"), goods.location()
    assert at_once([lambda: goods.stock(mug, shop, 1)] * 20) == {"done": 20}
    assert promised(database, mug) == (20, 0)
    assert nothing_disagrees(database)
