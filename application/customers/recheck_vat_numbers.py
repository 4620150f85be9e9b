"""The schedule asks about VAT numbers again: those that could not be confirmed, and those confirmed long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.ports import CustomersUnitOfWork
from application.customers.profiles import Profile, Profiles
from application.customers.vat_checks import VatChecks
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.errors import DomainError
from domain.shared.ids import AccountId
from domain.shared.tax_status import VatRegistration, VatValidity


@dataclass(frozen=True)
class RecheckVatNumbers:
    """At most `limit` in one run."""

    limit: int = 100


@dataclass(frozen=True)
class RecheckVatNumbersHandler:
    """Answers how many were asked about. A register that is silent does not undo what it said before."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    profiles: Profiles
    checks: VatChecks
    clock: Clock

    def __call__(self, command: RecheckVatNumbers) -> int:
        with self.unit_of_work() as uow:
            due = uow.customers.vat_due(self.clock.now(), command.limit)
        return sum(self._recheck(account_id) for account_id in due)

    def _recheck(self, account_id: AccountId) -> bool:
        try:
            before = self.profiles.see(account_id).customer.tax.vat
            if before is None:
                return False
            found = self.checks.registered(before.number, self.clock.now())
            self.profiles.change(account_id, None, lambda profile, now: self._take_over(profile, before, found, now))
        except DomainError:  # one customer who went away meanwhile must not stop the others
            return False
        return True

    def _take_over(self, profile: Profile, before: VatRegistration, found: VatRegistration, now: datetime) -> None:
        present = profile.customer.tax.vat
        if present is None or present.number != before.number:
            return
        silent = found.validity is VatValidity.UNCONFIRMED
        profile.customer.register_for_vat(present if silent else found, now, ask_again=self.checks.ask_again(found, now))
