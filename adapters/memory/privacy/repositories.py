"""Consents and requests in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.memory.repository import MemoryRepository
from application.privacy.ports import Person
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure, ErasureState
from domain.shared.ids import AccountId, ErasureId


class MemoryConsents(MemoryRepository[Consent]):
    table_name = "consents"
    kind = "consent"

    def of(self, person: Person) -> Sequence[Consent]:
        rows: list[Consent] = list(self._table.rows())
        mine = [
            row
            for row in rows
            if (row.account_id is not None and row.account_id == person.account_id)
            or (row.email is not None and row.email in person.emails)
        ]
        for row in mine:
            self._uow.track(row)
        return sorted(mine, key=lambda row: (row.given_at, row.id), reverse=True)


class MemoryDataExports(MemoryRepository[DataExport]):
    table_name = "data_exports"
    kind = "export"

    def of(self, account_id: AccountId) -> Sequence[DataExport]:
        mine = [row for row in self._table.rows() if row.account_id == account_id]
        return sorted(mine, key=lambda row: (row.requested_at, row.id), reverse=True)


class MemoryErasures(MemoryRepository[Erasure]):
    table_name = "erasures"
    kind = "erasure"

    def waiting_of(self, account_id: AccountId) -> Erasure | None:
        return self._one(lambda row: row.account_id == account_id and row.state is ErasureState.WAITING)

    def due(self, now: datetime, limit: int, but: frozenset[ErasureId] = frozenset()) -> Sequence[Erasure]:
        rows = [row for row in self._table.rows() if row.state is ErasureState.WAITING and row.due_at <= now and row.id not in but]
        return sorted(rows, key=lambda row: (row.due_at, row.id))[:limit]
