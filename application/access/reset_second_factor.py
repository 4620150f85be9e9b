"""Staff take a lost second factor off somebody's account, so that the owner can set up another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.ending import end_impersonations
from application.access.granting import rights_now
from application.access.ports import ResettingUnitOfWork
from application.access.role_book import RoleBook
from application.identity.accounts.ways_in import end_ways_in
from application.identity.second_factor.giving_up import give_up
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.rights import Rights
from domain.identity.second_factor.errors import SecondFactorNotEnabled
from domain.sessions.session import EndReason
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId

PERMISSION = "second_factors.reset"


@dataclass(frozen=True, kw_only=True)
class ResetSecondFactor:
    """Make sure first, by another way than the one that is asked through, that the owner asks."""

    actor: Actor
    account_id: AccountId


@dataclass(frozen=True)
class ResetSecondFactorHandler:
    """Never one's own, and with credentials shown lately; of a colleague only by who may do all that the colleague may.

    The owner is told by mail, every session ends, and links that wait in the mailbox open nothing any more: the password is
    asked for, and where staff need a second factor nothing is open until a new one is set up.
    """

    permission: ClassVar[str | None] = PERMISSION
    unit_of_work: UnitOfWorkFactory[ResettingUnitOfWork]
    sessions: Sessions
    clock: Clock

    def __call__(self, command: ResetSecondFactor) -> None:
        now, account_id = self.clock.now(), command.account_id
        if command.actor.account_id == account_id:
            raise InvalidValue("account_id", "is your own; ask a colleague")
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            book, member = RoleBook.of(uow.roles.all()), uow.staff.find_by_account(account_id)
            held = rights_now(uow, command.actor, book, now)
            held.require_to_hold(Rights.of((PERMISSION,)))
            if member is not None:
                held.require_to_hold(book.rights(member.assignments))
            uow.accounts.locked(account_id)
            factor = uow.second_factors.locked(account_id)
            if factor is None:
                raise SecondFactorNotEnabled
            give_up(uow, factor, now, by_staff=True)
            end_impersonations(uow, self.sessions, account_id, now)
            end_ways_in(uow, self.sessions, account_id, now, EndReason.SECOND_FACTOR_CHANGED)
            uow.commit()
