"""What staff are told when somebody changes what they may do."""

from __future__ import annotations

from datetime import timedelta

from adapters.clock import AdjustableClock
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.memory.queue import MemoryWorker
from adapters.settings import Settings
from application.access.change_staff import ChangeStaff
from application.access.lock_staff import LockStaff
from application.access.remove_staff import RemoveStaff
from bootstrap import Backend, Overrides, build
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere


def test_whoever_gets_other_rights_is_told_each_time(settings: Settings, clock: AdjustableClock) -> None:
    mails = MemoryMailTransport()
    app = build(settings, Backend.MEMORY, Overrides(clock=clock, mails=mails))
    bea = StaffRoom(app).hire("Bea", *everywhere("analyst"))
    app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=bea, roles=everywhere("support")))
    app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=bea))
    app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=bea, locked=False))
    clock.advance(timedelta(minutes=1))
    app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=bea))
    MemoryWorker(app).drain()
    app.close()
    told = [mail.subject.split(" of ")[0].split(" at ")[0] for mail in mails.mails if mail.recipient == "bea@example.com"]
    assert told == ["Your roles", "You are locked out", "You are back in the staff", "You have left the staff"]
