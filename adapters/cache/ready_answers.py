"""Both levels together: process, then Redis, then the producer, which runs once a key and process at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event, Lock
from time import monotonic

from adapters.cache.process_cache import Entry, ProcessCache
from adapters.cache.redis_cache import RedisCache
from adapters.cache.stamps import Snapshot, Stamps, same
from application.shared.ready_answers import ReadyAnswer

#: Without stamps (Redis is down) nothing is kept for longer than this many seconds.
BLIND_SECONDS = 1.0

#: Nobody waits for this; it bounds the damage of an announcement that was lost with the process that should have made it.
MAX_AGE_SECONDS = 30.0

#: How long somebody waits for the twin that already produces the same answer.
PATIENCE_SECONDS = 2.0

Produce = Callable[[], ReadyAnswer | None]


class LayeredAnswers:
    """See `application.shared.ready_answers.ReadyAnswers` and `Changes`. `shared` is absent where there is one process."""

    def __init__(self, stamps: Stamps, local: ProcessCache, shared: RedisCache | None, now: Callable[[], float] = monotonic) -> None:
        self._stamps, self._local, self._shared, self._now = stamps, local, shared, now
        self._filling: dict[str, Event] = {}
        self._lock = Lock()

    def announce(self, topics: Iterable[str]) -> None:
        self._stamps.announce(topics)

    def find(self, key: str) -> ReadyAnswer | None:
        entry = self._local.get(key)
        if entry is None or not self._is_true(entry, self._stamps.current()):
            return None
        return entry.answer

    def _is_true(self, entry: Entry, stamps: Snapshot | None) -> bool:
        age = self._now() - entry.made_at
        if stamps is None or entry.stamps is None:
            return age < BLIND_SECONDS
        if age > MAX_AGE_SECONDS:
            return False
        if entry.stamps is stamps:
            return True
        if not same(entry.stamps, stamps, entry.answer.topics):
            return False
        entry.stamps = stamps
        return True

    def fill(self, key: str, produce: Produce) -> ReadyAnswer | None:
        mine = self._claim(key)
        if mine is None:
            return self.find(key) or produce()
        try:
            # Whoever looked before the last producer was done and comes here after finds its answer.
            return self.find(key) or self._produced(key, produce)
        finally:
            with self._lock:
                del self._filling[key]
            mine.set()

    def _claim(self, key: str) -> Event | None:
        """The right to produce, or None after waiting for whoever has it."""
        with self._lock:
            running = self._filling.get(key)
            if running is None:
                mine = self._filling[key] = Event()
                return mine
        running.wait(PATIENCE_SECONDS)
        return None

    def _produced(self, key: str, produce: Produce) -> ReadyAnswer | None:
        # The stamps are read before the data: a change in between makes the entry look older than it is, never newer.
        stamps, made_at = self._stamps.current(), self._now()
        answer = self._shared.get(key, stamps) if self._shared is not None and stamps is not None else None
        if answer is None:
            answer = produce()
            if answer is None:
                return None
            if self._shared is not None and stamps is not None:
                self._shared.put(key, answer, stamps)
        self._local.put(key, Entry(answer, stamps, made_at))
        return answer
