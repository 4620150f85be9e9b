"""Domain values as response data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from adapters.money_text import money_json
from domain.shared.address import Address
from domain.shared.tax_status import TaxRelief


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


def relief_json(relief: TaxRelief) -> dict[str, Any]:
    """Why no tax was charged, and on what ground."""
    return {
        "kind": relief.kind.value,
        "reason": relief.reason,
        "certificate": relief.certificate,
        "vat_number": relief.vat_number,
        "vat_checked_at": instant(relief.vat_checked_at) if relief.vat_checked_at else None,
        "vat_reference": relief.vat_reference,
    }


def instant(value: datetime) -> str:
    """ISO 8601 in UTC with Z."""
    return value.isoformat().replace("+00:00", "Z")


__all__ = ["address_json", "instant", "money_json", "relief_json"]
