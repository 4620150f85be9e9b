"""Somebody begins to set up an authenticator."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.second_factor.ports import OneTimeCodes, QrCodes, SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.second_factor.second_factor import ENROLMENT_LASTS, SecondFactor


@dataclass(frozen=True, kw_only=True)
class BeginEnrolment:
    """Beginning again replaces the secret that was never confirmed."""

    actor: Actor


@dataclass(frozen=True)
class EnrolmentView:
    """What the authenticator needs, shown once: `qr_svg` is the picture of `uri`, `secret` for those who type."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    qr_svg: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class BeginEnrolmentHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    codes: OneTimeCodes
    qr_codes: QrCodes
    clock: Clock

    def __call__(self, command: BeginEnrolment) -> EnrolmentView:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        sealed = self.codes.new_secret(account_id)
        with self.unit_of_work() as uow:
            name = uow.accounts.get(account_id).email
            factor = uow.second_factors.locked(account_id)
            if factor is None:
                uow.second_factors.add(SecondFactor(account_id, sealed, now))
            else:
                factor.require_shown(command.actor.strong)
                factor.begin_again(sealed, now)
            uow.commit()
        uri = self.codes.uri(sealed, account_id, name)
        return EnrolmentView(self.codes.open_secret(sealed, account_id), uri, self.qr_codes.svg(uri), now + ENROLMENT_LASTS)
