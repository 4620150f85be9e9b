"""Domain values as response data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from adapters.money_text import money_json
from domain.shared.address import Address


def address_json(address: Address) -> dict[str, Any]:
    return {
        "name": address.name,
        "lines": list(address.lines),
        "city": address.city,
        "country": address.country,
        "postal_code": address.postal_code,
        "region": address.region,
        "company": address.company,
        "phone": address.phone,
    }


def instant(value: datetime) -> str:
    """ISO 8601 in UTC with Z."""
    return value.isoformat().replace("+00:00", "Z")


__all__ = ["address_json", "instant", "money_json"]
