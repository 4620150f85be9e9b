"""Admission control: when requests wait too long for a thread, further expensive ones are refused at once instead of queued."""

from __future__ import annotations

import sys
from threading import Lock

from prometheus_client import Counter, Gauge

#: Longest acceptable wait for a thread, in seconds; beyond it the process counts as overloaded.
TARGET_WAIT = 0.35
#: How long a thread may keep the interpreter while others want it. Refusals must get in between two checkouts, so it is
#: short under overload; always short would cost hot reads 15 % (measured).
CALM_SWITCH, BUSY_SWITCH = 0.005, 0.0005

REFUSED = Counter("stoa_http_refused_total", "Requests refused because the process was overloaded")
IN_FLIGHT = Gauge("stoa_http_in_flight", "Unsafe requests being answered", multiprocess_mode="livesum")
WAIT = Gauge("stoa_http_queue_wait_seconds", "Time a request waits for a thread, as last measured", multiprocess_mode="livemax")


class Gate:
    """Counts unsafe requests under way in this process. `wait` is set by whoever measures the queue (see `pulse`).

    Calm, everybody enters. Overloaded, only as many run as leave a thread free (half of them, when the wait doubles), and the
    free threads work the queue off by refusing: what is admitted still finishes, and the queue shrinks at the speed of
    refusals, not of checkouts.
    """

    def __init__(self, threads: int, target: float = TARGET_WAIT) -> None:
        self._threads = threads
        self._target = target
        self._lock = Lock()
        self._inside = 0
        self._refusing = False
        self.wait = 0.0

    @property
    def inside(self) -> int:
        return self._inside

    def enter(self) -> bool:
        """Whether one more may run; whoever entered must `leave`."""
        with self._lock:
            if self.wait > self._target and self._inside >= self._limit():
                REFUSED.inc()
                return False
            self._inside += 1
            return True

    def _limit(self) -> int:
        return max(1, self._threads // 2 if self.wait > 2 * self._target else self._threads - 1)

    def leave(self) -> None:
        with self._lock:
            self._inside -= 1

    def observed(self, wait: float) -> None:
        """Take over a measured wait, and publish it."""
        self.wait = wait
        refusing = wait > self._target and self._inside >= self._limit()
        if refusing != self._refusing:
            self._refusing = refusing
            sys.setswitchinterval(BUSY_SWITCH if refusing else CALM_SWITCH)
        WAIT.set(wait)
        IN_FLIGHT.set(self._inside)
