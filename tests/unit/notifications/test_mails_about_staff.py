"""What staff are told when somebody changes what they may do, and customers when staff act for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from adapters.clock import AdjustableClock
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.memory.queue import MemoryWorker
from adapters.settings import Settings
from application.access.change_staff import ChangeStaff
from application.access.create_key import CreateKey
from application.access.lock_staff import LockStaff
from application.access.remove_staff import RemoveStaff
from application.access.start_impersonation import StartImpersonation
from application.facade import Application
from application.notifications.ports import Mail
from bootstrap import Backend, Overrides, build
from domain.sessions.device import Device
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere


@pytest.fixture
def mails() -> MemoryMailTransport:
    return MemoryMailTransport()


@pytest.fixture
def app(settings: Settings, clock: AdjustableClock, mails: MemoryMailTransport) -> Iterator[Application]:
    app = build(settings, Backend.MEMORY, Overrides(clock=clock, mails=mails))
    yield app
    app.close()


def sent(app: Application, mails: MemoryMailTransport) -> list[Mail]:
    MemoryWorker(app).drain()
    return list(mails.mails)


def test_whoever_gets_other_rights_is_told_each_time(app: Application, clock: AdjustableClock, mails: MemoryMailTransport) -> None:
    bea = StaffRoom(app).hire("Bea", *everywhere("analyst"))
    app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=bea, roles=everywhere("support")))
    app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=bea))
    app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=bea, locked=False))
    clock.advance(timedelta(minutes=1))
    app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=bea))
    told = [mail.subject.split(" of ")[0].split(" at ")[0] for mail in sent(app, mails) if mail.recipient == "bea@example.com"]
    assert told == ["Your roles", "You are locked out", "You are back in the staff", "You have left the staff"]


def test_whoever_answers_for_a_new_key_is_told_what_it_opens_and_never_its_secret(app: Application, mails: MemoryMailTransport) -> None:
    olga = StaffRoom(app).working("Olga", "owner")
    made = app.access.create_key(CreateKey(actor=olga, name="Robot", scopes=("orders.read", "orders.fulfil")))
    [mail] = sent(app, mails)
    assert mail.recipient == "olga@example.com"
    for part in (mail.text, mail.html):
        assert f"Robot ({made.key.prefix}…)" in part
        assert "orders.fulfil, orders.read" in part
        assert made.secret not in part


def test_nobody_is_told_of_a_key_that_the_operator_made(app: Application, mails: MemoryMailTransport) -> None:
    app.access.create_key(CreateKey(actor=OPERATOR, name="Robot", scopes=("orders.read",)))
    assert sent(app, mails) == []


def test_a_customer_is_told_that_staff_act_for_them_but_not_who_or_why(app: Application, mails: MemoryMailTransport) -> None:
    room = StaffRoom(app)
    sam, carl = room.working("Sam", "support"), room.account("Carl")
    app.access.start_impersonation(StartImpersonation(actor=sam, account_id=carl, reason="Ticket 4711", device=Device("Firefox", "")))
    [mail] = sent(app, mails)
    assert mail.recipient == "carl@example.com"
    for part in (mail.subject, mail.text, mail.html):
        assert "Sam" not in part
        assert "4711" not in part
    assert "/account/sessions" in mail.text
