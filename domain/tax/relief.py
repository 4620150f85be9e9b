"""Whether a buyer is spared the tax: a policy over who they are, where the goods go, and who sells."""

from __future__ import annotations

from datetime import date

from domain.shared.address import Address
from domain.shared.tax_status import ReliefKind, TaxRelief, TaxStatus, VatRegistration, VatValidity

#: The member states, ISO 3166-1 alpha-2.
MEMBER_STATES = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - a table to read
)
#: Parts of member states outside of the Union's VAT area, by the beginnings of their postal codes (directive 2006/112/EC, article 6).
_OUTSIDE = {
    "DE": ("27498", "78266"),
    "ES": ("35", "38", "51", "52"),
    "FI": ("22",),
    "GR": ("63086",),
    "IT": ("22061", "23041"),
}


def relief_for(status: TaxStatus, seller_country: str, destination: Address, company: str, day: date) -> TaxRelief | None:
    """`company` is the one that the bill goes to; `seller_country` is empty for a seller who is not registered for VAT.

    An exemption by staff comes first. The tax is charged the reverse way only from business to business (the bill names a
    company), into another member state than the seller's, to a buyer whose VAT number of a member state other than the
    seller's was found valid; article 138 of the directive asks for no less.
    """
    exemption = status.exemption
    if exemption is not None and exemption.holds(destination.country, day):
        return TaxRelief(ReliefKind.EXEMPT, exemption.reason, certificate=exemption.certificate)
    vat = status.vat
    if vat is None or not company.strip() or not _crosses(seller_country, destination) or not _proven(vat, seller_country):
        return None
    return TaxRelief(
        ReliefKind.REVERSE_CHARGE,
        f"supply from {seller_country} to a business in {destination.country}",
        vat_number=vat.number,
        vat_checked_at=vat.checked_at,
        vat_reference=vat.reference,
    )


def _crosses(seller_country: str, destination: Address) -> bool:
    code = destination.postal_code.replace(" ", "")
    outside = bool(code) and code.startswith(_OUTSIDE.get(destination.country, ("\0",)))
    return seller_country in MEMBER_STATES and destination.country in MEMBER_STATES - {seller_country} and not outside


def _proven(vat: VatRegistration, seller_country: str) -> bool:
    return vat.validity is VatValidity.VALID and vat.country in MEMBER_STATES - {seller_country}
