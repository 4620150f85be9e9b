"""Staff let failed deliveries be tried again now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.outbox.ports import Outbox
from application.shared.actor import Actor
from application.shared.clock import Clock
from domain.shared.ids import EventId


@dataclass(frozen=True, kw_only=True)
class RetryDeliveries:
    """Those of one event, or all; attempts are counted from zero again."""

    actor: Actor
    event_id: EventId | None = None


@dataclass(frozen=True)
class RetryDeliveriesHandler:
    permission: ClassVar[str | None] = "system.write"
    outbox: Outbox
    clock: Clock

    def __call__(self, command: RetryDeliveries) -> int:
        """How many deliveries the worker tries again within a second or two."""
        return self.outbox.retry(self.clock.now(), command.event_id)
