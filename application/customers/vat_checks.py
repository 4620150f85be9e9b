"""Asking a register about a VAT number, and how long its answer is good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.customers.ports import VatNumbers, VatRegister
from domain.shared.tax_status import VatRegistration, VatValidity

#: Valid numbers are asked about again, because companies close; unconfirmed ones soon, because registers come back.
ASK_AGAIN = {VatValidity.VALID: timedelta(days=30), VatValidity.UNCONFIRMED: timedelta(hours=1)}


@dataclass(frozen=True)
class VatChecks:
    """Never within a transaction: a register may take its time."""

    numbers: VatNumbers
    register: VatRegister

    def registered(self, number: str, now: datetime) -> VatRegistration:
        """The number with the register's answer of now. Raises InvalidVatNumber."""
        normal, country = self.numbers.read(number, "number")
        answer = self.register.check(normal)
        checked_at = None if answer.validity is VatValidity.UNCONFIRMED else now
        return VatRegistration(normal, country, answer.validity, checked_at, answer.register, answer.reference)

    @staticmethod
    def ask_again(vat: VatRegistration, now: datetime) -> datetime | None:
        wait = ASK_AGAIN.get(vat.validity)
        return None if wait is None else now + wait
