"""The worker in memory: delivers what waits, in this process, when told to."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from application.facade import Application
from application.outbox.ports import Delivery
from application.recurring import RECURRING, Recurring

#: More deliveries than this in one go means that handlers feed each other.
ENDLESS = 100_000


@dataclass
class MemoryWorker:
    """The twin of `stoa worker`: the same deliveries, retries (when the clock has moved on) and recurring work."""

    app: Application
    _queue: deque[Delivery] = field(default_factory=deque)

    def drain(self) -> int:
        """Deliver until nothing is left that is due, follow-up events too; answers how many were consumed."""
        consumed = 0
        while self._collect():
            while self._queue:
                consumed += self.app.deliveries.run(self._queue.popleft())
                if consumed > ENDLESS:
                    raise RuntimeError("events without end: handlers feed each other")
        return consumed

    def run_recurring(self, table: Sequence[Recurring] = RECURRING) -> list[str]:
        """Do the recurring work that is due; answers its names."""
        done = []
        for work in table:
            with self.app.turns.take(work.name, work.every, self.app.clock.now()) as ours:
                if ours:
                    work.run(self.app)
                    done.append(work.name)
        return done

    def _collect(self) -> int:
        taken = self.app.deliveries.relay(self._queue.extend)
        return taken + self.app.deliveries.sweep(self._queue.extend)
