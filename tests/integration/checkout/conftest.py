"""A shop on real PostgreSQL with enough connections for many threads, and what must hold after whatever happened to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from adapters.clock import AdjustableClock
from adapters.persistence.orders.tables import orders
from adapters.settings import Settings
from application.inventory.verify_stock import VerifyStock
from application.orders.list_orders import ListOrders
from bootstrap import Backend, Overrides, build
from domain.payments.ledger import EventKind, balances_of
from tests.support.shop import STAFF, ShopUnderTest


@pytest.fixture
def shop(real_settings: Settings, clock: AdjustableClock) -> Iterator[ShopUnderTest]:
    settings = real_settings.model_copy(update={"db_pool_size": 24, "db_pool_overflow": 24, "db_pool_timeout_seconds": 60})
    app = build(settings, Backend.REAL, Overrides(clock=clock))
    yield ShopUnderTest(app, clock).open()
    app.close()


def order_count(shop: ShopUnderTest) -> int:
    with shop.backend.unit_of_work() as uow:
        return int(uow.session.scalar(select(func.count()).select_from(orders)))


def assert_books_agree(shop: ShopUnderTest) -> None:
    """Every charge that holds or took money belongs to exactly one order, ledgers equal the provider's, stock equals its ledger."""
    charges = {charge.payment_id: charge for charge in shop.charges()}
    paid = set()
    for row in shop.app.orders.list(ListOrders(STAFF, limit=100)).items:
        for payment in shop.order(row.number).payments:
            assert payment.balances == balances_of(payment.ledger)
            charge = charges[payment.id]
            told = [charge.total(kind) for kind in (EventKind.AUTHORIZED, EventKind.CAPTURED, EventKind.REFUNDED, EventKind.VOIDED)]
            assert told == [payment.authorized, payment.captured, payment.refunded, payment.voided]
            assert payment.id not in paid
            paid.add(payment.id)
    stray = [charge for key, charge in charges.items() if key not in paid and charge.held]
    assert stray == []
    assert shop.app.inventory.verify_stock(VerifyStock(actor=STAFF)) == []
