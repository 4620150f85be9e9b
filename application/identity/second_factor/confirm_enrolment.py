"""Somebody proves with a first code that the authenticator works: from now on it is needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.identity.second_factor.showing_codes import ShownCodes
from application.sessions.opening import Sessions
from application.sessions.ports import AccessToken
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.second_factor.errors import SecondFactorNotEnabled, WrongCode
from domain.sessions.device import Proof
from domain.sessions.session import EndReason


@dataclass(frozen=True, kw_only=True)
class ConfirmEnrolment:
    actor: Actor
    code: str = field(repr=False)


@dataclass(frozen=True)
class EnabledView:
    """The recovery codes, shown this once (none where passkeys brought some before), and an access token of a session that knows it."""

    recovery_codes: tuple[str, ...] = field(repr=False)
    access: AccessToken | None


@dataclass(frozen=True)
class ConfirmEnrolmentHandler:
    """The other sessions end: whoever runs one of them never showed the second factor."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    shown: ShownCodes
    sessions: Sessions
    clock: Clock

    def __call__(self, command: ConfirmEnrolment) -> EnabledView:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        recovery_codes, digests = self.shown.new_set(account_id)
        access: AccessToken | None = None
        with self.unit_of_work() as uow:
            factor = uow.second_factors.locked(account_id)
            if factor is None:
                raise SecondFactorNotEnabled
            factor.require_shown(command.actor.strong)
            factor.require_patience(now)
            had_codes = factor.enabled
            confirmed = factor.confirm(self.shown.step(factor, command.code, now), digests, now)
            factor.tried(confirmed, now)
            session_id = command.actor.session_id
            if confirmed and session_id is not None:
                access = self.sessions.strengthen(uow, session_id, Proof(now, strong=True, methods=("otp",)), now)
                self.sessions.end_all(uow, account_id, now, EndReason.SECOND_FACTOR_CHANGED, but=session_id)
            uow.commit()
        if not confirmed:
            raise WrongCode
        return EnabledView(() if had_codes else recovery_codes, access)
