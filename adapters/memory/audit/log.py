"""The audit log and its chain in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.memory.database import MemoryDatabase
from application.audit.ports import AuditFilter, LinkedEntry
from application.shared.pagination import Page, instant_cursor, read_instant_cursor
from domain.audit.chain import ChainLink
from domain.audit.entry import AuditEntry
from domain.shared.ids import AuditEntryId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

ENTRIES, LINKS, WAITING, HEAD = "audit_entries", "audit_links", "audit_waiting", "audit_head"
_ONLY_ROW = 1


def only_forgets(before: object, after: object) -> bool:
    """Whether nothing is changed but that the entry no longer says from which network."""
    return isinstance(before, AuditEntry) and replace(before, network="", network_salt="") == after


class MemoryAuditChain:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def take(self) -> ChainLink | None:
        self._uow.lock_rows()
        return self._uow.table(HEAD).get(_ONLY_ROW)

    def waiting(self, limit: int) -> Sequence[AuditEntry]:
        entries = self._uow.table(ENTRIES)
        found = [entry for key in sorted(self._uow.table(WAITING).rows()) if (entry := entries.get(key)) is not None]
        return found[:limit]

    def append(self, links: Sequence[ChainLink]) -> None:
        for link in links:
            self._uow.table(LINKS).put(link.position, link)
            self._uow.table(WAITING).delete(link.entry_id)
        self._uow.table(HEAD).put(_ONLY_ROW, links[-1])


class MemoryAuditChainReader:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def links(self, after: int, limit: int) -> Sequence[LinkedEntry]:
        entries = {entry.id: entry for entry in self._database.committed(ENTRIES)}
        found = sorted((link for link in self._database.committed(LINKS) if link.position > after), key=lambda link: link.position)
        return [LinkedEntry(link, entries.get(link.entry_id)) for link in found[:limit]]

    def head(self) -> ChainLink | None:
        return self._database.committed_row(HEAD, _ONLY_ROW)

    def waiting(self) -> int:
        return len(self._database.committed(WAITING))

    def unchained(self, limit: int) -> Sequence[AuditEntryId]:
        with self._database.lock:
            known = {link.entry_id for link in self._database.committed(LINKS)} | set(self._database.committed(WAITING))
            return [entry.id for entry in self._database.committed(ENTRIES) if entry.id not in known][:limit]


class MemoryAuditLog:
    """The twin of SqlAuditLog."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def page(self, wanted: AuditFilter, cursor: str | None, limit: int) -> Page[AuditEntry]:
        before = None if cursor is None else read_instant_cursor(cursor)
        rows = sorted(self._database.committed(ENTRIES), key=lambda entry: (entry.at, entry.id), reverse=True)
        found = [row for row in rows if fits(row, wanted) and (before is None or (row.at, row.id) < before)]
        items = tuple(found[:limit])
        return Page(items, instant_cursor(items[-1].at, items[-1].id) if len(found) > limit else None)


def fits(entry: AuditEntry, wanted: AuditFilter) -> bool:
    who = entry.who
    return (
        (wanted.account_id is None or wanted.account_id in (who.account_id, who.impersonator_id))
        and (wanted.key_id is None or who.key_id == wanted.key_id)
        and (wanted.label is None or who.label == wanted.label)
        and (
            wanted.action is None or entry.action == wanted.action or (wanted.action[-1:] == "." and entry.action.startswith(wanted.action))
        )
        and (wanted.object_kind is None or entry.object_kind == wanted.object_kind)
        and (wanted.object_id is None or entry.object_id == wanted.object_id)
        and (wanted.request_id is None or entry.request_id == wanted.request_id)
        and (wanted.since is None or entry.at >= wanted.since)
        and (wanted.until is None or entry.at < wanted.until)
    )


def _names(wanted: str, action: str) -> bool:
    return action.startswith(wanted) if wanted.endswith(".") else action == wanted
