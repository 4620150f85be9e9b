"""Stamps: one value a topic, changed by every announcement; whoever kept an older value holds something out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from time import monotonic
from typing import Any, Protocol
from uuid import uuid4

import structlog
from redis import Redis, RedisError

log = structlog.get_logger("cache")

#: The hash in Redis that holds all stamps.
KEY = "stoa:stamps"

#: Everything, whatever its topic.
EVERYTHING = "*"

Snapshot = Mapping[str, str]


class Stamps(Protocol):
    def current(self) -> Snapshot | None:
        """The stamps by topic; the same object while nothing changes; None while they cannot be known."""
        ...

    def announce(self, topics: Iterable[str]) -> None: ...


def same(kept: Snapshot, current: Snapshot, topics: Iterable[str]) -> bool:
    """Whether an answer about `topics` made under the stamps `kept` is still true under `current`."""
    return kept.get(EVERYTHING) == current.get(EVERYTHING) and all(kept.get(topic) == current.get(topic) for topic in topics)


class ProcessStamps:
    """Stamps of one process: for the memory backend and for tests."""

    def __init__(self) -> None:
        self._stamps: Snapshot = {}

    def current(self) -> Snapshot | None:
        return self._stamps

    def announce(self, topics: Iterable[str]) -> None:
        self._stamps = {**self._stamps, **dict.fromkeys(topics, uuid4().hex)}


class RedisStamps:
    """Stamps that all processes share. A process asks for them at most once in `interval` seconds, one thread for all."""

    def __init__(self, redis: Redis, interval: float = 1.0, now: Callable[[], float] = monotonic) -> None:
        self._redis, self._interval, self._now = redis, interval, now
        self._stamps: Snapshot | None = None
        self._due = 0.0
        self._asking = Lock()

    def current(self) -> Snapshot | None:
        if self._now() >= self._due:
            if self._stamps is None:
                with self._asking:
                    self._ask_when_due()
            elif self._asking.acquire(blocking=False):
                try:
                    self._ask_when_due()
                finally:
                    self._asking.release()
        return self._stamps

    def _ask_when_due(self) -> None:
        if self._now() < self._due:
            return
        try:
            found = _texts(self._redis.hgetall(KEY))
        except RedisError as error:
            self._lost(error)
        else:
            if found != self._stamps:
                self._stamps = found
        self._due = self._now() + self._interval

    def _lost(self, error: RedisError) -> None:
        if self._stamps is not None:
            log.warning("stamps_unknown", error=str(error))
        self._stamps = None

    def announce(self, topics: Iterable[str]) -> None:
        # A random value, not a counter: after Redis lost its data a counter would come back to values that others still hold.
        changed: dict[Any, Any] = dict.fromkeys(topics, uuid4().hex)
        if not changed:
            return
        try:
            self._redis.hset(KEY, mapping=changed)
        except RedisError as error:
            # Not needed for correctness: without stamps processes keep nothing for longer than a moment.
            log.warning("stamps_not_announced", topics=sorted(changed), error=str(error))
        self._due = 0.0


def _texts(found: Any) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in found.items()}
