"""The test provider's books in a table of their own, written in transactions of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import orjson
from sqlalchemy import Engine, select, update

from adapters.codec import decode, encode
from adapters.payments.provider_books import ProviderCharge
from adapters.persistence.errors import translating
from adapters.persistence.payments.tables import test_provider_charges as charges
from adapters.persistence.prepared import Prepared
from domain.payments.ledger import EventKind

T = TypeVar("T")

_COLUMNS = ("payment_id", "authorized", "captured", "refunded", "voided", "charge", "created_at")
_OPEN = Prepared(
    "stoa_test_charge_open",
    "uuid, bigint, bigint, bigint, bigint, jsonb, timestamptz",
    f"INSERT INTO test_provider_charges ({', '.join(_COLUMNS)}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",  # noqa: S608 -- names of columns, written above  # nosec B608
)


class SqlProviderBooks:
    """Survives crashes of the shop as a real provider would, so that charges can be compared with orders."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")

    def open(self, charge: ProviderCharge) -> tuple[ProviderCharge, bool]:
        row = _row(charge)
        values = [orjson.dumps(row[name]).decode() if name == "charge" else row[name] for name in _COLUMNS]
        with translating(), self._autocommit.connect() as connection:
            if _OPEN.run(connection, *values).rowcount:
                return charge, True
            stored = connection.execute(select(charges.c.charge).where(charges.c.payment_id == charge.payment_id)).scalar_one()
            return decode(ProviderCharge, stored), False

    def find(self, payment_id: UUID) -> ProviderCharge | None:
        statement = select(charges.c.charge).where(charges.c.payment_id == payment_id)
        with translating(), self._autocommit.connect() as connection:
            stored = connection.execute(statement).scalar_one_or_none()
        return None if stored is None else decode(ProviderCharge, stored)

    def change(self, payment_id: UUID, change: Callable[[ProviderCharge], tuple[ProviderCharge, T]]) -> T | None:
        locked = select(charges.c.charge).where(charges.c.payment_id == payment_id).with_for_update()
        with translating(), self._engine.begin() as connection:
            stored = connection.execute(locked).scalar_one_or_none()
            if stored is None:
                return None
            changed, answer = change(decode(ProviderCharge, stored))
            connection.execute(update(charges).where(charges.c.payment_id == payment_id).values(_row(changed)))
        return answer


def _row(charge: ProviderCharge) -> dict[str, Any]:
    return {
        "payment_id": charge.payment_id,
        "authorized": charge.total(EventKind.AUTHORIZED),
        "captured": charge.total(EventKind.CAPTURED),
        "refunded": charge.total(EventKind.REFUNDED),
        "voided": charge.total(EventKind.VOIDED),
        "charge": encode(charge),
        "created_at": charge.created_at,
    }
