"""Wishes to be forgotten, carried out by the schedule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from adapters.clock import AdjustableClock
from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.privacy.erasures import CarriedOut, CarryOutErasures, ErasePerson, RequestErasure
from application.shared.actor import SYSTEM, Actor, ActorKind
from domain.privacy.errors import OpenOrders
from domain.shared.ids import AccountId
from tests.support.shop import ShopUnderTest
from tests.support.staff_room import StaffRoom

LATER = timedelta(days=15)


@pytest.fixture
def room(memory_app: Application) -> StaffRoom:
    return StaffRoom(memory_app)


def wishes_to_go(room: StaffRoom, name: str) -> AccountId:
    """A customer who asked a moment ago."""
    account_id = room.account(name)
    actor = Actor(ActorKind.CUSTOMER, "customer", account_id=account_id, signed_in_at=room.app.clock.now())
    room.app.privacy.request_erasure(RequestErasure(actor))
    return account_id


def known(room: StaffRoom, account_id: AccountId) -> bool:
    with room.unit_of_work() as uow:
        return uow.accounts.find(account_id) is not None


def failures() -> float:
    return REGISTRY.get_sample_value("stoa_privacy_failures_total", {"work": "erasure", "reason": "last_owner"}) or 0


def test_who_cannot_be_forgotten_keeps_nobody_else_waiting(room: StaffRoom, clock: AdjustableClock) -> None:
    otto = room.working("Otto", "owner")
    room.app.privacy.request_erasure(RequestErasure(otto))
    clock.advance(timedelta(minutes=1))
    others = [wishes_to_go(room, name) for name in ("Ada", "Bob", "Cy")]
    clock.advance(LATER)
    before = failures()
    with capture_logs() as lines:
        carried_out = room.app.privacy.carry_out_erasures(CarryOutErasures(batch=1))
    assert carried_out == CarriedOut(done=3, failed=1)
    assert [known(room, each) for each in others] == [False, False, False]
    assert known(room, otto.require_account())
    assert [(line["log_level"], line["reason"]) for line in lines if line["event"] == "privacy_work_failed"] == [("error", "last_owner")]
    assert failures() == before + 1


def test_who_could_not_be_forgotten_is_forgotten_once_that_is_possible(room: StaffRoom, clock: AdjustableClock) -> None:
    otto = room.working("Otto", "owner")
    room.app.privacy.request_erasure(RequestErasure(otto))
    clock.advance(LATER)
    assert room.app.privacy.carry_out_erasures(CarryOutErasures()) == CarriedOut(done=0, failed=1)
    room.working("Olga", "owner")
    assert room.app.privacy.carry_out_erasures(CarryOutErasures()) == CarriedOut(done=1, failed=0)
    assert not known(room, otto.require_account())


def test_who_still_waits_for_goods_is_forgotten_once_they_are_sent_or_the_order_is_cancelled(
    memory_app: Application, room: StaffRoom, clock: AdjustableClock
) -> None:
    shop = ShopUnderTest(memory_app, clock).open()
    order = shop.ordered({shop.item("MUG"): 1}, email="ada@example.com").order
    ada = wishes_to_go(room, "Ada")
    clock.advance(LATER)
    for _ in range(2):
        assert memory_app.privacy.carry_out_erasures(CarryOutErasures()) == CarriedOut(done=0, failed=0, waiting=1)
    with pytest.raises(OpenOrders) as refusal:
        memory_app.privacy.erase_person(ErasePerson(actor=SYSTEM, account_id=ada))
    assert refusal.value.numbers == (order.number,)
    memory_app.orders.cancel(CancelOrder(actor=SYSTEM, number=order.number, reason=""))
    assert memory_app.privacy.carry_out_erasures(CarryOutErasures()) == CarriedOut(done=1, failed=0)
    assert not known(room, ada)
