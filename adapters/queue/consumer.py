"""Takes jobs off one RQ queue and runs them in this thread."""

from __future__ import annotations

import logging

from redis import Redis
from rq import Queue, SimpleWorker
from rq.exceptions import DequeueTimeout
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty

#: RQ tells lines a job that no collector can read; ours tell one a delivery, and one for a job that breaks.
logging.getLogger("rq").setLevel(logging.CRITICAL)


class QuickWorker(SimpleWorker):
    """Runs in the main thread, so a job that takes too long is interrupted by a signal."""

    log_result_lifespan = False


class SlowWorker(QuickWorker):
    """Runs in a thread, where no signal arrives."""

    death_penalty_class = TimerDeathPenalty


class Consumer:
    """RQ's bookkeeping around each job, without RQ's own loop: that one gives up when Redis restarts."""

    def __init__(self, kind: type[SimpleWorker], queue: Queue, redis: Redis, name: str, wait_seconds: int | None = 1) -> None:
        self._kind, self._queue, self._redis, self._name, self._wait = kind, queue, redis, name, wait_seconds
        self._worker: SimpleWorker | None = None

    def step(self) -> None:
        """Wait for a job (None: do not wait) and run it."""
        worker = self._registered()
        if worker.should_run_maintenance_tasks:
            worker.run_maintenance_tasks()  # type: ignore[no-untyped-call]  # RQ is partly typed
        try:
            found = Queue.dequeue_any([self._queue], self._wait, connection=self._redis, job_class=Job, serializer=JSONSerializer)
        except DequeueTimeout:
            worker.heartbeat()
            return
        if found is not None:
            job, queue = found
            worker.execute_job(job, queue)

    def _registered(self) -> SimpleWorker:
        # Made on first use: a Redis that is not there yet is an error of a step, not of the start.
        if self._worker is None:
            worker = self._kind([self._queue], name=self._name, connection=self._redis, serializer=JSONSerializer)
            worker.register_birth()  # type: ignore[no-untyped-call]  # RQ is partly typed
            self._worker = worker
        return self._worker

    def close(self) -> None:
        if self._worker is not None:
            self._worker.register_death()  # type: ignore[no-untyped-call]  # RQ is partly typed
