"""The system makes documents anew that were marked, or that time made wrong: a publication window opened or closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.ports import BrowsingUnitOfWork
from application.catalog.browsing.topics import topics_of
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ready_answers import Changes
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class RefreshDueDocuments:
    """Runs on a schedule, every few seconds. Does at most `limit` products at a time; repeat while that many were done."""

    actor: Actor
    limit: int = 500


@dataclass(frozen=True)
class RefreshDueDocumentsHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[BrowsingUnitOfWork]
    changes: Changes
    clock: Clock

    def __call__(self, command: RefreshDueDocuments) -> int:
        """How many products were done."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            due = uow.product_documents.due(now, command.limit)
            uow.product_documents.refresh(due, now)
            uow.commit()
        self.changes.announce(topics_of(due))
        return len(due)
