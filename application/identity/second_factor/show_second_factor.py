"""Somebody looks whether a second factor is set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class ShowSecondFactor:
    actor: Actor


@dataclass(frozen=True)
class SecondFactorView:
    enabled: bool
    enabled_at: datetime | None
    authenticator: bool
    passkeys: int
    recovery_codes_left: int


@dataclass(frozen=True)
class ShowSecondFactorHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]

    def __call__(self, query: ShowSecondFactor) -> SecondFactorView:
        account_id = query.actor.require_account()
        with self.unit_of_work() as uow:
            factor, passkeys = uow.second_factors.find(account_id), len(uow.passkeys.of(account_id))
        if factor is None or not factor.enabled:
            return SecondFactorView(False, None, False, passkeys, 0)
        return SecondFactorView(True, factor.enabled_at, factor.has_authenticator, passkeys, factor.codes_left)
