"""A postal address as plain data; country rules are checked through the `AddressValidator` port."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is ISO 3166-1 alpha-2; `region` the country's own code or name of state or province; `lines` the street lines."""

    name: str
    lines: tuple[str, ...]
    city: str
    country: str
    postal_code: str = ""
    region: str = ""
    company: str = ""
    phone: str = ""
