"""The operator gives a colleague a new password: the way back in when no mail reaches them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.access.granting import require_to_manage
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.identity.accounts.passwords import Passwords
from application.identity.accounts.patience import password_of
from application.identity.accounts.ways_in import end_ways_in
from application.identity.ports import Throttle
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.session import EndReason
from domain.shared.ids import StaffMemberId


@dataclass(frozen=True, kw_only=True)
class RenewPassword:
    """The second factor, when there is one, stays."""

    actor: Actor
    staff_id: StaffMemberId
    password: str = field(repr=False)


@dataclass(frozen=True)
class RenewPasswordHandler:
    """Whoever was signed in is signed out, mailed links open nothing any more, and the person is told by mail."""

    permission: ClassVar[str | None] = "staff.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    passwords: Passwords
    throttle: Throttle
    sessions: Sessions
    clock: Clock

    def __call__(self, command: RenewPassword) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            owner = uow.accounts.get(uow.staff.get(command.staff_id).account_id)
        hashed = self.passwords.hashed_for(owner, "password", command.password)
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            member = uow.staff.get(command.staff_id)
            require_to_manage(uow, command.actor, RoleBook.of(uow.roles.all()), member, now)
            account = uow.accounts.locked(member.account_id)
            account.set_password(hashed, now)
            end_ways_in(uow, self.sessions, account.id, now, EndReason.PASSWORD_CHANGED)
            uow.commit()
        self.throttle.forget(password_of(owner.email))
