"""A form asks what to ask: which fields an address has in a country, what they are called, which are required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.customers.ports import AddressForm, AddressForms


@dataclass(frozen=True)
class SeeAddressForm:
    """`country` is ISO 3166-1 alpha-2; labels and names come in the language of `locale`, as far as they are known in it."""

    country: str
    locale: str = "en"


@dataclass(frozen=True)
class SeeAddressFormHandler:
    permission: ClassVar[str | None] = None
    forms: AddressForms

    def __call__(self, query: SeeAddressForm) -> AddressForm:
        return self.forms.form(query.country, query.locale)


@dataclass(frozen=True)
class ListAddressCountries:
    locale: str = "en"


@dataclass(frozen=True)
class ListAddressCountriesHandler:
    """(code, name) of every country that addresses can be in."""

    permission: ClassVar[str | None] = None
    forms: AddressForms

    def __call__(self, query: ListAddressCountries) -> tuple[tuple[str, str], ...]:
        return self.forms.countries(query.locale)
