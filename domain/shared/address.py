"""A postal address as plain data; country rules are checked through the `AddressValidator` port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Invalid


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


@dataclass(frozen=True, slots=True)
class AddressProblem:
    """`part` is a field of Address; `reason` says what the country wants there."""

    part: str
    reason: str


@dataclass(eq=False)
class InvalidAddress(Invalid):
    """The address does not fit its country; every wrong part is named. `field` is the address within the command."""

    code: ClassVar[str] = "invalid_address"
    field: str
    problems: tuple[AddressProblem, ...]

    @property
    def detail(self) -> str:
        parts = "; ".join(f"{problem.part} {problem.reason}" for problem in self.problems)
        return f"The address does not fit its country: {parts}." if parts else "The address does not fit its country."
