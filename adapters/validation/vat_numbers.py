"""VAT numbers of the European Union by form and check digits, with python-stdnum."""

from __future__ import annotations

from domain.customers.errors import InvalidVatNumber

#: Prefixes that are not the country's ISO code.
_COUNTRIES = {"EL": "GR", "XI": "GB"}


class StdnumVatNumbers:
    """See `application.customers.ports.VatNumbers`."""

    def read(self, number: str, field: str) -> tuple[str, str]:
        # Where it is needed: few processes see a VAT number.
        from stdnum.eu import vat
        from stdnum.exceptions import ValidationError

        try:
            normal: str = vat.validate(number)
        except (ValidationError, IndexError):
            raise InvalidVatNumber(field) from None
        prefix = normal[:2]
        return normal, _COUNTRIES.get(prefix, prefix)
