"""Somebody gives a passkey another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.passkeys.passkey import Passkey
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, PasskeyId


@dataclass(frozen=True, kw_only=True)
class RenamePasskey:
    actor: Actor
    passkey_id: PasskeyId
    name: str


@dataclass(frozen=True)
class RenamePasskeyHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    clock: Clock

    def __call__(self, command: RenamePasskey) -> Passkey:
        account_id = command.actor.require_own_hands()
        with self.unit_of_work() as uow:
            passkey = own(uow, account_id, command.passkey_id)
            passkey.rename(command.name, self.clock.now())
            uow.commit()
        return passkey


def own(uow: SecondFactorUnitOfWork, account_id: AccountId, key: PasskeyId) -> Passkey:
    """Raises EntityNotFound for other people's as well."""
    passkey = uow.passkeys.find(key)
    if passkey is None or passkey.account_id != account_id:
        raise EntityNotFound("passkey", str(key))
    return passkey
