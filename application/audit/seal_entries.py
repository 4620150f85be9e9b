"""The worker chains what was recorded: writers never wait for each other, and seconds later every entry has its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from application.audit.ports import AuditUnitOfWork, ChainBusy, ChainSeals, ChainWitness
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.audit.chain import GENESIS, ChainLink, link_hash
from domain.audit.entry import AuditEntry


@dataclass(frozen=True)
class SealEntries:
    """Up to `limit` entries, oldest first; safe to repeat, and to run twice at once."""

    limit: int = 1000


@dataclass(frozen=True)
class SealEntriesHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[AuditUnitOfWork]
    seals: ChainSeals
    witness: ChainWitness

    def __call__(self, command: SealEntries) -> int:
        """How many were chained; 0 while somebody else does it."""
        with self.unit_of_work() as uow:
            try:
                head = uow.audit_chain.take()
            except ChainBusy:
                return 0
            entries = uow.audit_chain.waiting(command.limit)
            if not entries:
                return 0
            links = self._links(head, entries)
            uow.audit_chain.append(links)
            uow.commit()
        self.witness.chained(links[-1])
        return len(links)

    def _links(self, head: ChainLink | None, entries: Sequence[AuditEntry]) -> list[ChainLink]:
        previous, position = (GENESIS, 0) if head is None else (head.hash, head.position)
        links = []
        for entry in entries:
            position += 1
            previous = link_hash(previous, position, entry)
            links.append(ChainLink(position, entry.id, previous, self.seals.seal(previous)))
        return links
