"""The chain of the audit log in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert

from adapters.persistence.audit.log import entry_of
from adapters.persistence.audit.tables import audit_entries, audit_head, audit_links, audit_waiting
from adapters.persistence.errors import translating
from adapters.persistence.locks import try_chain_turn
from adapters.persistence.reads import SqlReads
from application.audit.ports import ChainBusy, LinkedEntry
from domain.audit.chain import ChainLink
from domain.audit.entry import AuditEntry
from domain.shared.ids import AuditEntryId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_HEAD = select(audit_head.c.position, audit_head.c.entry_id, audit_head.c.hash, audit_head.c.seal)


class SqlAuditChain:
    """One sealer at a time, by an advisory lock that writers of entries never ask for."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def take(self) -> ChainLink | None:
        session = self._uow.session
        with translating():
            if not try_chain_turn(session):
                raise ChainBusy
            row = session.execute(_HEAD).one_or_none()
        return None if row is None else _link(row)

    def waiting(self, limit: int) -> Sequence[AuditEntry]:
        statement = (
            select(audit_entries)
            .join(audit_waiting, audit_waiting.c.entry_id == audit_entries.c.id)
            .order_by(audit_entries.c.id)
            .limit(limit)
        )
        with translating():
            return [entry_of(row) for row in self._uow.session.execute(statement)]

    def append(self, links: Sequence[ChainLink]) -> None:
        rows = [{"position": link.position, "entry_id": link.entry_id, "hash": link.hash, "seal": link.seal} for link in links]
        head = pg_insert(audit_head).values(id=1, **rows[-1])
        with translating():
            self._uow.session.execute(insert(audit_links), rows)
            self._uow.session.execute(delete(audit_waiting).where(audit_waiting.c.entry_id.in_([link.entry_id for link in links])))
            self._uow.session.execute(head.on_conflict_do_update(index_elements=["id"], set_=rows[-1]))


class SqlAuditChainReader:
    """Always from the primary: a replica that lags would look like a truncated chain."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def links(self, after: int, limit: int) -> Sequence[LinkedEntry]:
        statement = (
            select(
                audit_links.c.position.label("link_position"),
                audit_links.c.entry_id.label("link_entry_id"),
                audit_links.c.hash.label("link_hash"),
                audit_links.c.seal.label("link_seal"),
                audit_entries,
            )
            .outerjoin(audit_entries, audit_entries.c.id == audit_links.c.entry_id)
            .where(audit_links.c.position > after)
            .order_by(audit_links.c.position)
            .limit(limit)
        )
        with self._reads.primary() as connection:
            rows = connection.execute(statement).all()
        return [
            LinkedEntry(
                ChainLink(row.link_position, AuditEntryId(row.link_entry_id), row.link_hash, row.link_seal),
                None if row.id is None else entry_of(row),
            )
            for row in rows
        ]

    def head(self) -> ChainLink | None:
        with self._reads.primary() as connection:
            row = connection.execute(_HEAD).one_or_none()
        return None if row is None else _link(row)

    def waiting(self) -> int:
        with self._reads.primary() as connection:
            return connection.execute(select(func.count()).select_from(audit_waiting)).scalar_one()

    def unchained(self, limit: int) -> Sequence[AuditEntryId]:
        entry = audit_entries.c.id
        statement = (
            select(entry)
            .where(~select(audit_links.c.entry_id).where(audit_links.c.entry_id == entry).exists())
            .where(~select(audit_waiting.c.entry_id).where(audit_waiting.c.entry_id == entry).exists())
            .limit(limit)
        )
        with self._reads.primary() as connection:
            return [AuditEntryId(key) for key in connection.execute(statement).scalars()]


def _link(row: Any) -> ChainLink:
    return ChainLink(row.position, AuditEntryId(row.entry_id), row.hash, row.seal)
