"""The audit log for readers, from PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select, tuple_

from adapters.persistence.audit.tables import audit_entries
from adapters.persistence.reads import SqlReads
from application.audit.ports import AuditFilter
from application.shared.pagination import Page, instant_cursor, read_instant_cursor
from domain.audit.entry import AuditEntry, Doer
from domain.shared.ids import AccountId, ApiKeyId, AuditEntryId, SessionId

_c = audit_entries.c


class SqlAuditLog:
    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def page(self, wanted: AuditFilter, cursor: str | None, limit: int) -> Page[AuditEntry]:
        statement = select(audit_entries).where(*_conditions(wanted))
        if cursor is not None:
            statement = statement.where(tuple_(_c.at, _c.id) < read_instant_cursor(cursor))
        with self._reads.connect() as connection:
            rows = connection.execute(statement.order_by(_c.at.desc(), _c.id.desc()).limit(limit + 1)).all()
        items = tuple(entry_of(row) for row in rows[:limit])
        return Page(items, instant_cursor(items[-1].at, items[-1].id) if len(rows) > limit else None)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.account_id is not None:
        found.append(or_(_c.account_id == wanted.account_id, _c.impersonator_id == wanted.account_id))
    if wanted.key_id is not None:
        found.append(_c.key_id == wanted.key_id)
    if wanted.label is not None:
        found.append(_c.actor_label == wanted.label)
    if wanted.action is not None:
        found.append(_c.action.startswith(wanted.action, autoescape=True) if wanted.action[-1:] == "." else _c.action == wanted.action)
    if wanted.object_kind is not None:
        found.append(_c.object_kind == wanted.object_kind)
    if wanted.object_id is not None:
        found.append(_c.object_id == wanted.object_id)
    if wanted.request_id is not None:
        found.append(_c.request_id == wanted.request_id)
    if wanted.since is not None:
        found.append(_c.at >= wanted.since)
    if wanted.until is not None:
        found.append(_c.at < wanted.until)
    return found


def entry_of(row: Any) -> AuditEntry:
    return AuditEntry(
        id=AuditEntryId(row.id),
        at=row.at,
        who=Doer(
            row.actor_kind,
            row.actor_label,
            None if row.account_id is None else AccountId(row.account_id),
            None if row.session_id is None else SessionId(row.session_id),
            None if row.key_id is None else ApiKeyId(row.key_id),
            None if row.impersonator_id is None else AccountId(row.impersonator_id),
        ),
        action=row.action,
        object_kind=row.object_kind,
        object_id=row.object_id,
        facts=row.facts,
        before=row.before,
        after=row.after,
        network=row.network,
        request_id=row.request_id,
        network_salt=row.network_salt,
        network_proof=row.network_proof,
    )
