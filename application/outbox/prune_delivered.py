"""The shop forgets delivered events and old idempotency answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from application.outbox.ports import IdempotencyAnswers, Outbox
from application.shared.clock import Clock
from application.shared.portions import in_portions

EVENTS_KEPT = timedelta(days=7)
#: Callers are promised 24 hours; twice that, for clients that come back after a night.
ANSWERS_KEPT = timedelta(hours=48)
_CHUNK = 2_000


@dataclass(frozen=True)
class PruneDelivered:
    """Given-up deliveries and unfinished events stay, however old."""


@dataclass(frozen=True)
class PruneDeliveredHandler:
    permission: ClassVar[str | None] = None
    outbox: Outbox
    answers: IdempotencyAnswers
    clock: Clock

    def __call__(self, command: PruneDelivered) -> int:
        """How many rows went; in short transactions, so that nobody waits behind it."""
        now = self.clock.now()
        events = in_portions(_CHUNK, lambda: self.outbox.prune(now - EVENTS_KEPT, _CHUNK))
        return events + in_portions(_CHUNK, lambda: self.answers.forget(now - ANSWERS_KEPT, _CHUNK))
