"""Somebody gives up the second factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.second_factor.giving_up import give_up
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.second_factor.errors import SecondFactorNotEnabled


@dataclass(frozen=True, kw_only=True)
class DisableSecondFactor:
    """Authenticator, passkeys and recovery codes; an enrolment that was never confirmed goes as well."""

    actor: Actor


@dataclass(frozen=True)
class DisableSecondFactorHandler:
    """Only in a session that showed it, and lately: who finds an open session must not take the lock off the door."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    clock: Clock

    def __call__(self, command: DisableSecondFactor) -> None:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            factor = uow.second_factors.locked(account_id)
            if factor is None:
                raise SecondFactorNotEnabled
            factor.require_shown(command.actor.strong)
            give_up(uow, factor, now)
            uow.commit()
