"""Consents and requests in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from adapters.persistence.errors import translating
from adapters.persistence.privacy import tables
from adapters.persistence.repository import SqlRepository
from application.privacy.ports import Person
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure, ErasureState
from domain.shared.ids import AccountId, ErasureId


class SqlConsents(SqlRepository[Consent]):
    entity = Consent
    kind = "consent"

    def of(self, person: Person) -> Sequence[Consent]:
        c = tables.consents.c
        mine = or_(c.account_id == person.account_id, c.email.in_(person.emails))
        return _all(self, select(Consent).where(mine).order_by(c.given_at.desc(), c.id.desc()))


class SqlDataExports(SqlRepository[DataExport]):
    entity = DataExport
    kind = "export"

    def of(self, account_id: AccountId) -> Sequence[DataExport]:
        c = tables.data_exports.c
        return _all(self, select(DataExport).where(c.account_id == account_id).order_by(c.requested_at.desc(), c.id.desc()))


class SqlErasures(SqlRepository[Erasure]):
    entity = Erasure
    kind = "erasure"

    def waiting_of(self, account_id: AccountId) -> Erasure | None:
        c = tables.erasures.c
        return self._one(c.account_id == account_id, c.state == ErasureState.WAITING)

    def due(self, now: datetime, limit: int, but: frozenset[ErasureId] = frozenset()) -> Sequence[Erasure]:
        c = tables.erasures.c
        waiting = select(Erasure).where(c.state == ErasureState.WAITING, c.due_at <= now, c.id.not_in(but))
        return _all(self, waiting.order_by(c.due_at, c.id).limit(limit))


def _all(repository: Any, statement: Any) -> list[Any]:
    with translating():
        found = list(repository._uow.session.scalars(statement))
    for each in found:
        repository._uow.track(each)
    return found
