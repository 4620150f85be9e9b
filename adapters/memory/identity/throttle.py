"""Attempts counted in this process; forgotten when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from threading import Lock

from domain.identity.errors import TooManyAttempts
from domain.identity.throttling import MEMORY, Attempts

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: Beyond so many subjects the stale ones are looked for and dropped.
_CROWDED = 10_000


@dataclass
class _Count:
    number: int
    until: datetime
    last: datetime


class MemoryThrottle:
    """The twin of RedisThrottle."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], _Count] = {}
        self._lock = Lock()

    def admit(self, now: datetime, *attempts: Attempts) -> None:
        with self._lock:
            self._drop_stale(now)
            wait = max((self._of(one, now).until - now).total_seconds() for one in attempts)
            if wait > 0:
                raise TooManyAttempts(ceil(wait))
            for one in attempts:
                number = self._of(one, now).number + 1
                self._counts[_name(one)] = _Count(number, now + one.patience.wait_after(number), now)

    def forget(self, attempts: Attempts) -> None:
        with self._lock:
            self._counts.pop(_name(attempts), None)

    def take_back(self, attempts: Attempts) -> None:
        with self._lock:
            count = self._counts.get(_name(attempts))
            if count is not None and count.number > 1:
                count.number, count.until = count.number - 1, _LONG_AGO
            else:
                self._counts.pop(_name(attempts), None)

    def _of(self, attempts: Attempts, now: datetime) -> _Count:
        known = self._counts.get(_name(attempts))
        return known if known is not None and now - known.last < MEMORY else _Count(0, _LONG_AGO, now)

    def _drop_stale(self, now: datetime) -> None:
        if len(self._counts) > _CROWDED:
            self._counts = {name: count for name, count in self._counts.items() if now - count.last < MEMORY}


def _name(attempts: Attempts) -> tuple[str, str]:
    return attempts.kind, attempts.subject
