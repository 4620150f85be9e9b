"""The shop forgets delivered events and old idempotency answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from application.outbox.ports import IdempotencyAnswers, Outbox
from application.shared.clock import Clock

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
        return _in_chunks(self.outbox.prune, now - EVENTS_KEPT) + _in_chunks(self.answers.forget, now - ANSWERS_KEPT)


def _in_chunks(prune: Callable[[datetime, int], int], before: datetime) -> int:
    total = gone = prune(before, _CHUNK)
    while gone == _CHUNK:
        gone = prune(before, _CHUNK)
        total += gone
    return total
