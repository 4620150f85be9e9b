"""Tells the relay that the outbox has something, without costing the request anything."""

from __future__ import annotations

from threading import Event, Lock, Thread

import structlog
from redis import Redis
from redis.exceptions import RedisError

#: A list of at most one element: a relay waits for it, any number of nudges are one.
NUDGES = "stoa:nudges"
#: Nudges of one process are at least this far apart, seconds; also the delay that the last one may have.
_PAUSE = 0.02

log = structlog.get_logger("nudge")


class Nudge:
    """Call it after a commit: it only sets a flag, a thread of its own tells Redis. Lost nudges cost at most a sweep's second."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._wanted, self._stopped, self._starting = Event(), Event(), Lock()
        self._thread: Thread | None = None

    def __call__(self) -> None:
        self._wanted.set()
        if self._thread is None:
            self._start()

    def close(self) -> None:
        self._stopped.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(5)

    def _start(self) -> None:
        # Started by the first use, so that a process may fork before it.
        with self._starting:
            if self._thread is None and not self._stopped.is_set():
                self._thread = Thread(target=self._run, name="nudge", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        redis = Redis.from_url(self._redis_url, socket_timeout=2, socket_connect_timeout=2)
        while True:
            self._wanted.wait()
            self._wanted.clear()
            pause = _PAUSE if self._told(redis) else 1.0
            if self._stopped.wait(pause):
                break
        redis.close()

    @staticmethod
    def _told(redis: Redis) -> bool:
        try:
            with redis.pipeline(transaction=False) as pipeline:
                pipeline.lpush(NUDGES, 1)
                pipeline.ltrim(NUDGES, 0, 0)
                pipeline.execute()
        except RedisError as error:
            log.warning("nudge_failed", error=str(error))
            return False
        return True
