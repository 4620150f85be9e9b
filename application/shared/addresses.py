"""The port that knows which parts of an address a country requires and what they look like."""

from __future__ import annotations

from typing import Protocol

from domain.shared.address import Address


class AddressValidator(Protocol):
    def validated(self, address: Address, field: str) -> Address:
        """The address in the country's own spelling (postal code, region). Raises InvalidAddress naming every wrong part."""
        ...
