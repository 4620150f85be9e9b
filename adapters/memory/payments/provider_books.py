"""The test provider's books in memory."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from uuid import UUID

from adapters.payments.provider_books import ProviderCharge

T = TypeVar("T")


class MemoryProviderBooks:
    """Apart from the shop's database on purpose: a rolled back order does not undo a charge."""

    def __init__(self) -> None:
        self._charges: dict[UUID, ProviderCharge] = {}
        self._lock = Lock()

    def open(self, charge: ProviderCharge) -> tuple[ProviderCharge, bool]:
        with self._lock:
            created = charge.payment_id not in self._charges
            return self._charges.setdefault(charge.payment_id, charge), created

    def find(self, payment_id: UUID) -> ProviderCharge | None:
        return self._charges.get(payment_id)

    def change(self, payment_id: UUID, change: Callable[[ProviderCharge], tuple[ProviderCharge, T]]) -> T | None:
        with self._lock:
            charge = self._charges.get(payment_id)
            if charge is None:
                return None
            self._charges[payment_id], answer = change(charge)
            return answer
