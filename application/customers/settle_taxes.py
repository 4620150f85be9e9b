"""Staff who saw the papers free a customer of tax, or confirm a VAT number by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from application.customers.ports import CustomersUnitOfWork, VatNumbers
from application.customers.profiles import Profile
from application.customers.records import CustomerRecord, CustomerRecords
from application.shared.actor import Actor
from domain.customers.errors import NoVatNumber
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId
from domain.shared.tax_status import TaxExemption, VatRegistration, VatValidity


@dataclass(frozen=True)
class ExemptFromTax:
    """None ends the exemption."""

    actor: Actor
    account_id: AccountId
    exemption: TaxExemption | None
    expected_version: int | None = None


@dataclass(frozen=True)
class ExemptFromTaxHandler:
    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords

    def __call__(self, command: ExemptFromTax) -> CustomerRecord:
        if command.exemption is not None and not command.exemption.reason.strip():
            raise InvalidValue("reason", "must say why no tax is charged")

        def exempt(_: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            profile.customer.exempt(command.exemption, now)

        return self.records.change(command.account_id, command.expected_version, exempt)


@dataclass(frozen=True, kw_only=True)
class ConfirmVatNumber:
    """What a member of staff found out in another way. `number` None is the one that the customer gave; `reference` is for auditors."""

    actor: Actor
    account_id: AccountId
    valid: bool
    number: str | None = None
    reference: str = ""
    expected_version: int | None = None


@dataclass(frozen=True)
class ConfirmVatNumberHandler:
    """Raises NoVatNumber, InvalidVatNumber. A number confirmed by hand is not asked about again by itself."""

    permission: ClassVar[str | None] = "customers.write"
    records: CustomerRecords
    numbers: VatNumbers

    def __call__(self, command: ConfirmVatNumber) -> CustomerRecord:
        def confirm(_: CustomersUnitOfWork, profile: Profile, now: datetime) -> None:
            known = profile.customer.tax.vat if command.number is None else VatRegistration(*self.numbers.read(command.number, "number"))
            if known is None:
                raise NoVatNumber
            validity = VatValidity.VALID if command.valid else VatValidity.INVALID
            by, reference = command.actor.signature, command.reference
            confirmed = replace(known, validity=validity, checked_at=now, checked_by=by, reference=reference)
            profile.customer.register_for_vat(confirmed, now)

        return self.records.change(command.account_id, command.expected_version, confirm)
