"""What is known about a buyer's taxes, and the record of what was decided from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class VatValidity(Enum):
    """What a register said about a number. Only `valid` is proof; `unconfirmed`: nobody could be asked yet."""

    VALID = "valid"
    INVALID = "invalid"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class VatRegistration:
    """A VAT number as it is written across borders (`ATU12345678`), its country (ISO: `AT`, and `GR` for numbers with `EL`), and who
    confirmed it when. `reference` is the register's own, to show an auditor."""

    number: str
    country: str
    validity: VatValidity = VatValidity.UNCONFIRMED
    checked_at: datetime | None = None
    checked_by: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TaxExemption:
    """Staff saw the papers: this buyer pays no tax. Empty `countries`: wherever goods are sent. `valid_until` is the last day."""

    reason: str
    certificate: str = ""
    countries: tuple[str, ...] = ()
    valid_until: date | None = None

    def holds(self, country: str, day: date) -> bool:
        return (not self.countries or country in self.countries) and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class TaxStatus:
    """Both may be there; nothing is the everyday case."""

    vat: VatRegistration | None = None
    exemption: TaxExemption | None = None


class ReliefKind(Enum):
    """Why a sale bears no tax: the buyer owes it, or nobody does."""

    REVERSE_CHARGE = "reverse_charge"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class TaxRelief:
    """The decision not to charge tax, with the ground it stands on: kept with the order, because the tax office asks years later."""

    kind: ReliefKind
    reason: str
    certificate: str = ""
    vat_number: str = ""
    vat_checked_at: datetime | None = None
    vat_reference: str = ""
