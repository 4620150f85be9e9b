"""A circuit breaker: a service that does not answer is left alone for a while, and nobody waits for it meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


class Circuit:
    """Opens after `failures` in a row and stays so for `rest_seconds`; then a single try decides. For any number of threads."""

    def __init__(self, failures: int = 3, rest_seconds: float = 60.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rest, self._monotonic = failures, rest_seconds, monotonic
        self._failed, self._open_until, self._lock = 0, 0.0, Lock()

    def lets_through(self) -> bool:
        """Whether to try. A yes is followed by `succeeded` or `failed`."""
        with self._lock:
            if self._failed < self._most:
                return True
            now = self._monotonic()
            if now < self._open_until:
                return False
            # Everybody else goes on waiting for what this one finds out.
            self._open_until = now + self._rest
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            self._open_until = self._monotonic() + self._rest
