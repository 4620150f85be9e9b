"""Idempotency keys in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from adapters.clock import SystemClock
from adapters.memory.database import MemoryDatabase
from application.shared.clock import Clock
from application.shared.idempotency import Answer, IdempotencyKey, IdempotencyKeyInUse, IdempotencyKeyReused


class MemoryIdempotentExecution:
    """Twin of the SQL one. A process that dies loses its memory, so leases have no meaning here."""

    def __init__(self, database: MemoryDatabase, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or SystemClock()
        self._answers: dict[tuple[str, str], tuple[str, Answer | None]] = {}
        self._created: dict[tuple[str, str], datetime] = {}
        self._lock = Lock()

    def run(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        def all_or_nothing() -> Answer:
            with self._database.lock:
                restore = self._database.snapshot()
                try:
                    return action()
                except BaseException:
                    restore()
                    raise

        return self.run_phased(key, all_or_nothing)

    def run_phased(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        name = (key.scope, key.key)
        with self._lock:
            stored = self._answers.get(name)
            if stored is not None:
                return self._replay(stored, key)
            self._answers[name] = (key.fingerprint, None)
        try:
            answer = action()
        except BaseException:
            with self._lock:
                del self._answers[name]
            raise
        with self._lock:
            self._answers[name] = (key.fingerprint, answer)
            self._created[name] = self._clock.now()
        return answer

    def forget(self, before: datetime, limit: int) -> int:
        """The port `IdempotencyAnswers`; answers of one process are few, a limit changes nothing."""
        with self._lock:
            old = [name for name, created in self._created.items() if created < before][:limit]
            for name in old:
                del self._answers[name], self._created[name]
            return len(old)

    @staticmethod
    def _replay(stored: tuple[str, Answer | None], key: IdempotencyKey) -> Answer:
        fingerprint, answer = stored
        if fingerprint != key.fingerprint:
            raise IdempotencyKeyReused
        if answer is None:
            raise IdempotencyKeyInUse
        return Answer(answer.status, answer.headers, answer.body, replayed=True)
