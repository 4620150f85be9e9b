"""Staff see what waits for delivery and what failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.outbox.ports import FailedDelivery, Outbox, OutboxCounts
from application.shared.actor import Actor


@dataclass(frozen=True, kw_only=True)
class SeeOutbox:
    """At most `limit` failures are listed, oldest first."""

    actor: Actor
    given_up_only: bool = False
    limit: int = 100


@dataclass(frozen=True)
class OutboxReport:
    counts: OutboxCounts
    failures: list[FailedDelivery]


@dataclass(frozen=True)
class SeeOutboxHandler:
    permission: ClassVar[str | None] = "system.read"
    outbox: Outbox

    def __call__(self, query: SeeOutbox) -> OutboxReport:
        return OutboxReport(self.outbox.counts(), self.outbox.failures(query.limit, given_up_only=query.given_up_only))
