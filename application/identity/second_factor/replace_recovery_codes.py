"""Somebody makes a new set of recovery codes: the old ones are void."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.identity.second_factor.showing_codes import ShownCodes
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.second_factor.errors import SecondFactorNotEnabled
from domain.shared.errors import SecondFactorRequired


@dataclass(frozen=True, kw_only=True)
class ReplaceRecoveryCodes:
    actor: Actor


@dataclass(frozen=True)
class ReplaceRecoveryCodesHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    shown: ShownCodes
    clock: Clock

    def __call__(self, command: ReplaceRecoveryCodes) -> tuple[str, ...]:
        """The codes, shown this once."""
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        recovery_codes, digests = self.shown.new_set(account_id)
        with self.unit_of_work() as uow:
            factor = uow.second_factors.locked(account_id)
            if factor is None:
                raise SecondFactorNotEnabled
            if not command.actor.strong:
                raise SecondFactorRequired
            factor.replace_recovery_codes(digests, now)
            uow.commit()
        return recovery_codes
