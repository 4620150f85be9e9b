"""A business that is signed in tells its VAT number; a register is asked about it at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.profiles import Profile, Profiles
from application.customers.vat_checks import VatChecks
from application.shared.actor import Actor
from application.shared.clock import Clock


@dataclass(frozen=True, kw_only=True)
class SetVatNumber:
    """None takes the number away."""

    actor: Actor
    number: str | None
    expected_version: int | None = None


@dataclass(frozen=True)
class SetVatNumberHandler:
    """Until a register or staff have confirmed it, the number changes nothing about taxes."""

    permission: ClassVar[str | None] = None
    profiles: Profiles
    checks: VatChecks
    clock: Clock

    def __call__(self, command: SetVatNumber) -> Profile:
        account_id = command.actor.require_account()
        vat = None if command.number is None else self.checks.registered(command.number, self.clock.now())

        def register(profile: Profile, now: datetime) -> None:
            profile.customer.register_for_vat(vat, now, ask_again=None if vat is None else self.checks.ask_again(vat, now))

        return self.profiles.change(account_id, command.expected_version, register)
