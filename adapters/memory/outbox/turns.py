"""Turns for recurring work in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock


class MemoryTurns:
    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}
        self._running: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def take(self, name: str, every: timedelta, now: datetime) -> Iterator[bool]:
        with self._lock:
            last = self._last.get(name)
            due = name not in self._running and (last is None or last <= now - every)
            if due:
                self._running.add(name)
        try:
            yield due
        finally:
            if due:
                with self._lock:
                    self._running.discard(name)
                    self._last[name] = now
