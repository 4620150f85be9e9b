"""Idempotency keys in memory."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from adapters.memory.database import MemoryDatabase
from application.shared.idempotency import Answer, IdempotencyKey, IdempotencyKeyInUse, IdempotencyKeyReused


class MemoryIdempotentExecution:
    """Twin of the SQL one. A process that dies loses its memory, so leases have no meaning here."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database
        self._answers: dict[tuple[str, str], tuple[str, Answer | None]] = {}
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
        return answer

    @staticmethod
    def _replay(stored: tuple[str, Answer | None], key: IdempotencyKey) -> Answer:
        fingerprint, answer = stored
        if fingerprint != key.fingerprint:
            raise IdempotencyKeyReused
        if answer is None:
            raise IdempotencyKeyInUse
        return Answer(answer.status, answer.headers, answer.body, replayed=True)
