"""Somebody begins to add a passkey."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from application.identity.passkeys.ceremonies import AskedDevice, PasskeyCeremonies
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.passkeys.ceremony import CeremonyPurpose
from domain.identity.passkeys.errors import TooManyPasskeys
from domain.identity.passkeys.passkey import MOST_PASSKEYS


@dataclass(frozen=True, kw_only=True)
class BeginPasskey:
    actor: Actor


@dataclass(frozen=True)
class BeginPasskeyHandler:
    """Where a second factor is on, only in a session that showed it: a passkey opens everything."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    ceremonies: PasskeyCeremonies
    clock: Clock

    def __call__(self, command: BeginPasskey) -> AskedDevice:
        account_id = command.actor.require_fresh(self.clock.now())
        with self.unit_of_work() as uow:
            label = uow.accounts.get(account_id).email
            factor, known = uow.second_factors.find(account_id), uow.passkeys.of(account_id)
        if factor is not None:
            factor.require_shown(command.actor.strong)
        if len(known) >= MOST_PASSKEYS:
            raise TooManyPasskeys(MOST_PASSKEYS)
        held = [each.credential_id for each in known]
        options = partial(self.ceremonies.proofs.options_to_add, account_id=account_id, label=label, known=held)
        return self.ceremonies.ask(CeremonyPurpose.ADD, options, account_id, command.actor.session_id)
