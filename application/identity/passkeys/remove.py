"""Somebody removes a passkey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.passkeys.rename import own
from application.identity.second_factor.giving_up import give_up, take_off
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.errors import SecondFactorRequired
from domain.shared.ids import PasskeyId


@dataclass(frozen=True, kw_only=True)
class RemovePasskey:
    """The last one, without an authenticator beside it, takes the second factor and its recovery codes along."""

    actor: Actor
    passkey_id: PasskeyId


@dataclass(frozen=True)
class RemovePasskeyHandler:
    """Only in a session that showed the second factor, and lately: else it is the first thing that a thief does."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    clock: Clock

    def __call__(self, command: RemovePasskey) -> None:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            factor = uow.second_factors.locked(account_id)
            passkey = own(uow, account_id, command.passkey_id)
            if not command.actor.strong:
                raise SecondFactorRequired
            if factor is None or factor.has_authenticator or len(uow.passkeys.of(account_id)) > 1:
                take_off(uow, passkey, now)
            else:
                give_up(uow, factor, now)
            uow.commit()
