"""What the test provider keeps about each charge, and where: it is somebody else's business, with a memory of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from application.payments.ports import ProviderReport
from domain.payments.ledger import EventKind

T = TypeVar("T")


@dataclass(frozen=True)
class ProviderCharge:
    """One charge at the provider: `reports` is everything it ever said about it, balances follow from that."""

    payment_id: UUID
    scenario: str
    amount: int
    currency: str
    created_at: datetime
    reports: tuple[ProviderReport, ...] = ()

    def total(self, kind: EventKind) -> int:
        return sum(report.amount for report in self.reports if report.kind is kind)

    @property
    def held(self) -> int:
        """Authorized, neither taken nor let go of."""
        return self.total(EventKind.AUTHORIZED) - self.total(EventKind.CAPTURED) - self.total(EventKind.VOIDED)

    @property
    def undecided(self) -> bool:
        decided = (EventKind.AUTHORIZED, EventKind.FAILED, EventKind.VOIDED)
        return not any(report.kind in decided for report in self.reports)

    def known(self, provider_event_id: str) -> ProviderReport | None:
        return next((report for report in self.reports if report.provider_event_id == provider_event_id), None)

    def told(self, report: ProviderReport) -> ProviderCharge:
        return replace(self, reports=(*self.reports, report))


class ProviderBooks(Protocol):
    """The provider's own store. It shares no transaction with the shop."""

    def open(self, charge: ProviderCharge) -> tuple[ProviderCharge, bool]:
        """Store a new charge unless its payment has one; answers what is stored, and whether it is new."""
        ...

    def find(self, payment_id: UUID) -> ProviderCharge | None: ...

    def change(self, payment_id: UUID, change: Callable[[ProviderCharge], tuple[ProviderCharge, T]]) -> T | None:
        """Apply a change while nobody else can; None when there is no such charge."""
        ...
