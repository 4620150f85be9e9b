"""The table of contents of delivery."""

from __future__ import annotations

from dataclasses import dataclass

from application.outbox.prune_delivered import PruneDelivered, PruneDeliveredHandler
from application.outbox.retry_deliveries import RetryDeliveries, RetryDeliveriesHandler
from application.outbox.see_outbox import OutboxReport, SeeOutbox, SeeOutboxHandler
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class OutboxUseCases:
    see_outbox: UseCase[SeeOutbox, OutboxReport] = handled_by(SeeOutboxHandler)
    retry_deliveries: UseCase[RetryDeliveries, int] = handled_by(RetryDeliveriesHandler)
    prune_delivered: UseCase[PruneDelivered, int] = handled_by(PruneDeliveredHandler)
