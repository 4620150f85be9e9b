"""Customers as staff read them."""

from __future__ import annotations

from typing import Any

from adapters.http_flask.customers.rendering import entry_json, vat_json
from adapters.http_flask.formatting import instant
from application.customers.ports import CustomerSummary
from application.customers.records import CustomerRecord
from domain.customers.group import CustomerGroup
from domain.shared.tax_status import TaxExemption

PREFIX = "/api/v1/admin/customers"


def summary_json(row: CustomerSummary) -> dict[str, Any]:
    return {
        "id": row.id,
        "email": row.email,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "phone": row.phone,
        "state": row.state.value,
        "tags": list(row.tags),
        "groups": list(row.groups),
        "order_count": row.order_count,
        "registered_at": instant(row.registered_at),
        "_links": {"self": f"{PREFIX}/{row.id}"},
    }


def record_json(record: CustomerRecord) -> dict[str, Any]:
    account, customer = record.profile.account, record.profile.customer
    vat = customer.tax.vat
    return {
        "id": account.id,
        "email": account.email,
        "state": account.state.value,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "locale": account.locale,
        "phone": customer.phone,
        "birthday": customer.birthday,
        "addresses": [entry_json(entry, customer.book) for entry in customer.book.entries],
        "tags": list(customer.tags),
        "groups": [group_json(group) for group in record.groups],
        "notes": [
            {
                "id": note.id,
                "author": note.author,
                "author_name": note.author_name,
                "text": note.text,
                "written_at": instant(note.written_at),
            }
            for note in record.notes
        ],
        "vat": vat_json(vat) | {"checked_by": vat.checked_by, "reference": vat.reference} if vat else None,
        "tax_exemption": _exemption(customer.tax.exemption) if customer.tax.exemption else None,
        "registered_at": instant(account.created_at),
        "version": customer.version,
        "_links": {"self": f"{PREFIX}/{account.id}", "orders": f"{PREFIX}/{account.id}/orders"},
    }


def group_json(group: CustomerGroup) -> dict[str, Any]:
    return {"id": group.id, "code": group.code, "name": group.name, "description": group.description}


def _exemption(exemption: TaxExemption) -> dict[str, Any]:
    return {
        "reason": exemption.reason,
        "certificate": exemption.certificate,
        "countries": list(exemption.countries),
        "valid_until": exemption.valid_until,
    }
