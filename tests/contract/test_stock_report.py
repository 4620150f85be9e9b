"""The contract of StockReport, and the ledger's last word on counts, on every backend."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.memory.inventory.stock_report import MemoryStockReport
from adapters.persistence.inventory.stock_report import SqlStockReport
from application.inventory.levels import StockFilter, StockStatus
from application.inventory.ports import StockReport
from application.inventory.verify_stock import RecomputeStock, RecomputeStockHandler
from application.shared.actor import SYSTEM
from application.shared.pagination import InvalidCursor
from domain.access.staff_member import StaffMember
from domain.identity.accounts.account import Account
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, OrderId, StaffMemberId
from tests.contract.conftest import BackendUnderTest
from tests.support.goods import Goods


@pytest.fixture
def goods(backend: BackendUnderTest) -> Goods:
    return Goods(backend)


@pytest.fixture
def report(backend: BackendUnderTest) -> StockReport:
    if backend.memory is not None:
        return MemoryStockReport(backend.memory)
    assert backend.reads is not None
    return SqlStockReport(backend.reads)


def test_a_level_tells_what_is_there_promised_held_and_left(backend: BackendUnderTest, goods: Goods, report: StockReport) -> None:
    mug = goods.variant("MUG")
    goods.stock(mug, goods.location(), 10, threshold=2)
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        uow.stock.reserve(backend.ids.new(), {mug: 3}, locations=(), expires_at=now + timedelta(minutes=15), now=now)
        uow.stock.allocate(backend.ids.new(), OrderId(backend.ids.new()), {mug: 4}, locations=(), now=now)
        uow.commit()
    (level,) = report.of("MUG", now)
    assert (level.on_hand, level.allocated, level.reserved, level.available, level.low_stock_threshold) == (10, 4, 3, 3, 2)
    (later,) = report.of("MUG", now + timedelta(minutes=15))
    assert (later.reserved, later.available) == (0, 6)


def test_an_unknown_sku_is_told_from_one_without_stock(goods: Goods, report: StockReport, backend: BackendUnderTest) -> None:
    goods.variant("MUG")
    assert report.of("MUG", backend.clock.now()) == ()
    with pytest.raises(EntityNotFound):
        report.of("CUP", backend.clock.now())


def test_pages_cover_everything_once(goods: Goods, report: StockReport, backend: BackendUnderTest) -> None:
    places = [goods.location(code) for code in ("a", "b")]
    for sku in ("S1", "S2", "S3"):
        variant = goods.variant(sku)
        for place in places:
            goods.stock(variant, place, 1)
    seen, cursor = [], None
    while True:
        page = report.levels(StockFilter(), backend.clock.now(), cursor, 4)
        seen += [(level.sku, level.location) for level in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [(sku, place) for sku in ("S1", "S2", "S3") for place in ("a", "b")]
    movements = report.movements("S2", "b", None, 10)
    assert [(row.sku, row.location, row.quantity) for row in movements.items] == [("S2", "b", 1)]


def test_movements_name_who_signed_them_while_they_work_here(backend: BackendUnderTest, goods: Goods, report: StockReport) -> None:
    bea, now = AccountId(backend.ids.new()), backend.clock.now()
    member = StaffMember(StaffMemberId(backend.ids.new()), bea, "Bea", (), now)
    with backend.unit_of_work() as uow:
        uow.accounts.add(Account(bea, "bea@example.com", now, locale="en"))
        uow.staff.add(member)
        uow.commit()
    shop = goods.location()
    goods.stock(goods.variant("MUG"), shop, 1, actor=str(bea))
    goods.stock(goods.variant("CUP"), shop, 1, actor="Robot")
    signed = [(row.actor, row.actor_name) for row in report.movements(None, None, None, 10).items]
    assert signed == [("Robot", None), (str(bea), "Bea")]
    with backend.unit_of_work() as uow:
        uow.staff.remove(uow.staff.get(member.id))
        uow.commit()
    assert [(row.actor, row.actor_name) for row in report.movements("MUG", None, None, 10).items] == [(str(bea), None)]


@pytest.mark.parametrize(("status", "expected"), [(StockStatus.LOW, ["LOW", "OUT"]), (StockStatus.OUT, ["HELD", "OUT"])])
def test_low_and_out_are_what_staff_must_look_at(
    backend: BackendUnderTest, goods: Goods, report: StockReport, status: StockStatus, expected: list[str]
) -> None:
    shop, now = goods.location(), backend.clock.now()
    for sku, count, threshold in (("LOW", 2, 2), ("OUT", 0, 2), ("FINE", 3, 2), ("HELD", 1, None)):
        goods.stock(goods.variant(sku), shop, count, threshold=threshold)
    with backend.unit_of_work() as uow:
        held = uow.variant_keys.by_sku("HELD")
        uow.stock.reserve(backend.ids.new(), {held: 1}, locations=(), expires_at=now + timedelta(minutes=15), now=now)
        uow.commit()
    page = report.levels(StockFilter(status=status), now, None, 10)
    assert [level.sku for level in page.items] == expected


def test_prefixes_are_taken_literally(backend: BackendUnderTest, goods: Goods, report: StockReport) -> None:
    shop = goods.location()
    for sku in ("A_1", "AB1"):
        goods.stock(goods.variant(sku), shop, 1)
    assert [level.sku for level in report.levels(StockFilter(sku="A_"), backend.clock.now(), None, 10).items] == ["A_1"]


@pytest.mark.parametrize("cursor", ["nonsense", "", "AAAA", "w6k"])
def test_foreign_cursors_are_refused(backend: BackendUnderTest, report: StockReport, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        report.levels(StockFilter(), backend.clock.now(), cursor, 10)
    with pytest.raises(InvalidCursor):
        report.movements(None, None, cursor, 10)


def test_the_ledger_finds_and_corrects_a_wrong_count(backend: BackendUnderTest, goods: Goods, report: StockReport) -> None:
    mug, shop = goods.variant("MUG"), goods.location()
    goods.stock(mug, shop, 10)
    with backend.unit_of_work() as uow:
        uow.stock.allocate(backend.ids.new(), OrderId(backend.ids.new()), {mug: 4}, locations=(), now=backend.clock.now())
        (row,) = uow.stock_rows.lock([mug])
        uow.stock_rows.save([replace(row.item, on_hand=99, allocated=1)], backend.clock.now())
        uow.commit()
    (wrong,) = report.discrepancies()
    assert (wrong.sku, wrong.on_hand, wrong.ledger, wrong.allocated, wrong.promised) == ("MUG", 99, 10, 1, 4)
    RecomputeStockHandler(backend.unit_of_work, report, backend.clock, backend.ids)(RecomputeStock(actor=SYSTEM))
    (level,) = report.of("MUG", backend.clock.now())
    assert (level.on_hand, level.allocated) == (10, 4)
    assert report.discrepancies() == []
