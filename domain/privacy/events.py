"""What happens to people's data. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId, ConsentId, DataExportId, ErasureId


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Event):
    """Somebody left an address; its owner is to confirm."""

    name: ClassVar[str] = "privacy.consent_asked"
    consent_id: ConsentId

    @property
    def aggregate_id(self) -> UUID:
        return self.consent_id


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    name: ClassVar[str] = "privacy.consent_given"
    consent_id: ConsentId

    @property
    def aggregate_id(self) -> UUID:
        return self.consent_id


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    name: ClassVar[str] = "privacy.consent_withdrawn"
    consent_id: ConsentId

    @property
    def aggregate_id(self) -> UUID:
        return self.consent_id


@dataclass(frozen=True, kw_only=True)
class ExportRequested(Event):
    """Somebody wants a copy of everything about them; the worker makes it."""

    name: ClassVar[str] = "privacy.export_requested"
    export_id: DataExportId

    @property
    def aggregate_id(self) -> UUID:
        return self.export_id


@dataclass(frozen=True, kw_only=True)
class ExportReady(Event):
    """It can be fetched until `expires_at`."""

    name: ClassVar[str] = "privacy.export_ready"
    export_id: DataExportId
    account_id: AccountId
    expires_at: datetime

    @property
    def aggregate_id(self) -> UUID:
        return self.export_id


@dataclass(frozen=True, kw_only=True)
class ErasureRequested(Event):
    """Carried out at `due_at`, unless it is taken back before."""

    name: ClassVar[str] = "privacy.erasure_requested"
    erasure_id: ErasureId
    account_id: AccountId
    due_at: datetime

    @property
    def aggregate_id(self) -> UUID:
        return self.erasure_id


@dataclass(frozen=True, kw_only=True)
class ErasureCancelled(Event):
    name: ClassVar[str] = "privacy.erasure_cancelled"
    erasure_id: ErasureId
    account_id: AccountId

    @property
    def aggregate_id(self) -> UUID:
        return self.erasure_id


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """`erasure_id` stands for the person from here on."""

    name: ClassVar[str] = "privacy.person_erased"
    erasure_id: ErasureId

    @property
    def aggregate_id(self) -> UUID:
        return self.erasure_id
