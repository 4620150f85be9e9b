"""A step repeated until told to stop; errors are logged and answered with growing pauses, never with the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import structlog

log = structlog.get_logger("worker")

_LONGEST_PAUSE = 10.0


@dataclass
class Loop:
    """`pause` in seconds between two steps; a step that blocks by itself needs none."""

    name: str
    step: Callable[[], object]
    pause: float
    stopping: Event
    _failures: int = 0

    def run(self) -> None:
        while not self.stopping.is_set():
            if self.once():
                pause = self.pause
            else:
                pause = min(0.25 * 2.0**self._failures, _LONGEST_PAUSE)
            if pause:
                self.stopping.wait(pause)

    def once(self) -> bool:
        """One step; False when it failed."""
        try:
            self.step()
        except Exception as error:
            self._failures += 1
            # The first ones of a series are told with their origin; an outage need not fill the log.
            log.exception("step_failed", step=self.name, failures=self._failures, error=str(error), exc_info=self._failures <= 2)
            return False
        self._failures = 0
        return True
