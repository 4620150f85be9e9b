"""Somebody who is signed in shows a passkey, before something dangerous."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.passkeys.ceremonies import METHODS, PasskeyCeremonies
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.sessions.opening import Sessions
from application.sessions.ports import AccessToken
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.passkeys.errors import PasskeyRefused
from domain.sessions.device import Proof
from domain.shared.errors import Unauthenticated


@dataclass(frozen=True, kw_only=True)
class StepUpByPasskey:
    """One of the own account."""

    actor: Actor
    ceremony: str = field(repr=False)
    credential: str = field(repr=False)


@dataclass(frozen=True)
class StepUpByPasskeyHandler:
    """Two factors at once: neither password nor code is asked for besides."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    ceremonies: PasskeyCeremonies
    sessions: Sessions
    clock: Clock

    def __call__(self, command: StepUpByPasskey) -> AccessToken:
        now, account_id = self.clock.now(), command.actor.require_own_hands()
        if command.actor.session_id is None:
            raise Unauthenticated
        question, shown = self.ceremonies.shown(command.ceremony, command.credential)
        with self.unit_of_work() as uow:
            if self.ceremonies.passkey(uow, question, shown, now).account_id != account_id:
                raise PasskeyRefused
            access = self.sessions.strengthen(uow, command.actor.session_id, Proof(now, strong=True, methods=METHODS), now)
            uow.commit()
        return access
