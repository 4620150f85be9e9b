"""Staff act as a customer for a quarter of an hour, to see what the customer sees; everything says who did it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.access.granting import rights_now
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.sessions.opening import IssuedTokens, Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.errors import NotACustomer
from domain.access.impersonation import Impersonation
from domain.access.rights import Rights
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.shared.ids import AccountId, ImpersonationId


@dataclass(frozen=True, kw_only=True)
class StartImpersonation:
    """`reason` is for those who ask later."""

    actor: Actor
    account_id: AccountId
    reason: str
    device: Device


@dataclass(frozen=True)
class StartedImpersonation:
    """The token opens the shop as the customer and nothing of the staff's; it cannot be renewed."""

    id: ImpersonationId
    access_token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class StartImpersonationHandler:
    """Credentials must have been shown lately: a session left open is not enough. Nobody acts for staff."""

    permission: ClassVar[str | None] = "customers.impersonate"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    sessions: Sessions
    clock: Clock
    ids: Ids

    def __call__(self, command: StartImpersonation) -> StartedImpersonation:
        actor, now = command.actor, self.clock.now()
        staff_account = actor.require_fresh(now)
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            rights_now(uow, actor, RoleBook.of(uow.roles.all()), now).require_to_hold(Rights.of(("customers.impersonate",)))
            if not uow.persons.lock_active(command.account_id) or uow.staff.find_by_account(command.account_id) is not None:
                raise NotACustomer
            tokens = self._open(uow, command, staff_account, now)
            key = ImpersonationId(self.ids.new())
            running = Impersonation(key, staff_account, command.account_id, tokens.session_id, command.reason, now)
            uow.impersonations.add(running)
            uow.commit()
        return StartedImpersonation(key, tokens.access_token, min(tokens.access_expires_at, running.ends_at))

    def _open(self, uow: AccessUnitOfWork, command: StartImpersonation, staff_account: AccountId, now: datetime) -> IssuedTokens:
        # Credentials of the customer were not shown: what asks for them lately must not be open.
        proof = Proof(at=now, strong=False, methods=())
        return self.sessions.open(uow, command.account_id, Audience.SHOP, command.device, proof, now, impersonator_id=staff_account)
