"""Takes everything off an account that a second step is shown with."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from application.identity.passkeys.ports import Passkeys
from application.identity.second_factor.ports import SecondFactors
from domain.identity.passkeys.passkey import Passkey
from domain.identity.second_factor.second_factor import SecondFactor


class FactorsUnitOfWork(Protocol):
    @property
    def second_factors(self) -> SecondFactors: ...

    @property
    def passkeys(self) -> Passkeys: ...


def give_up(uow: FactorsUnitOfWork, factor: SecondFactor, now: datetime, *, by_staff: bool = False) -> None:
    """Authenticator, passkeys and recovery codes; the caller commits."""
    for passkey in uow.passkeys.of(factor.id):
        take_off(uow, passkey, now)
    factor.disable(now, by_staff=by_staff)
    uow.second_factors.remove(factor)


def take_off(uow: FactorsUnitOfWork, passkey: Passkey, now: datetime) -> None:
    """This one alone; the caller commits."""
    passkey.removed(now)
    uow.passkeys.remove(passkey)
