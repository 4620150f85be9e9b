"""When a buyer is spared the tax."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.shared.address import Address
from domain.shared.tax_status import ReliefKind, TaxExemption, TaxStatus, VatRegistration, VatValidity
from domain.tax.relief import relief_for

DAY = date(2026, 1, 15)
CHECKED = datetime(2026, 1, 14, tzinfo=UTC)
VAT = VatRegistration("ATU13585627", "AT", VatValidity.VALID, CHECKED, "VIES", "WAPI-1")


def to(country: str, postal_code: str = "") -> Address:
    return Address("Ada", ("Street 1",), "City", country, postal_code)


def test_a_business_in_another_member_state_owes_the_tax_itself() -> None:
    relief = relief_for(TaxStatus(VAT), "DE", to("AT", "1010"), "Ada GmbH", DAY)
    assert relief is not None
    assert (relief.kind, relief.vat_number, relief.vat_checked_at) == (ReliefKind.REVERSE_CHARGE, "ATU13585627", CHECKED)
    assert relief.vat_reference == "WAPI-1"


@pytest.mark.parametrize(
    ("seller", "destination", "company", "vat"),
    [
        ("DE", to("DE"), "Ada GmbH", VAT),  # within the seller's country
        ("DE", to("AT"), "", VAT),  # bought as a person
        ("DE", to("AT"), "  ", VAT),
        ("DE", to("CH"), "Ada GmbH", VAT),  # an export, not a supply within the Union
        ("", to("AT"), "Ada GmbH", VAT),  # the seller is not registered
        ("GB", to("AT"), "Ada GmbH", VAT),  # the seller is outside of the Union
        ("DE", to("AT"), "Ada GmbH", replace(VAT, validity=VatValidity.UNCONFIRMED)),
        ("DE", to("AT"), "Ada GmbH", replace(VAT, validity=VatValidity.INVALID)),
        ("DE", to("AT"), "Ada GmbH", replace(VAT, country="DE", number="DE136695976")),  # the seller's own country's number
        ("DE", to("AT"), "Ada GmbH", None),
        ("DE", to("ES", "35001"), "Ada SL", VAT),  # the Canaries are outside of the VAT area
        ("DE", to("IT", "23041"), "Ada SRL", VAT),  # so is Livigno
    ],
)
def test_everything_else_is_taxed(seller: str, destination: Address, company: str, vat: VatRegistration | None) -> None:
    assert relief_for(TaxStatus(vat), seller, destination, company, DAY) is None


def test_an_exemption_holds_where_and_as_long_as_staff_said() -> None:
    exempt = TaxStatus(exemption=TaxExemption("embassy", "C-1", ("DE",), DAY))
    relief = relief_for(exempt, "", to("DE"), "", DAY)
    assert relief is not None
    assert (relief.kind, relief.reason, relief.certificate) == (ReliefKind.EXEMPT, "embassy", "C-1")
    assert relief_for(exempt, "", to("AT"), "", DAY) is None
    assert relief_for(exempt, "", to("DE"), "", date(2026, 1, 16)) is None


def test_an_exemption_without_bounds_holds_everywhere() -> None:
    assert relief_for(TaxStatus(exemption=TaxExemption("charity")), "", to("US"), "", DAY) is not None
