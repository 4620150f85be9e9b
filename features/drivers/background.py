"""Background work on demand: what `stoa worker` does all the time, done until nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from redis import Redis

from adapters.memory.queue import MemoryWorker
from adapters.queue import jobs
from adapters.queue.consumer import Consumer, QuickWorker
from adapters.queue.rq_queue import RqQueue
from application.facade import Application
from application.recurring import RECURRING


def memory_background(app: Application) -> Callable[[], None]:
    worker = MemoryWorker(app)

    def settle() -> None:
        worker.drain()
        worker.run_recurring()
        worker.drain()

    return settle


@dataclass
class QueueBackground:
    """Relay, sweep, recurring work and RQ jobs over real Redis, in the thread of the scenario."""

    app: Application
    redis: Redis

    def __post_init__(self) -> None:
        self._queue = RqQueue(self.redis, lambda _: False)
        self._consumer = Consumer(QuickWorker, self._queue.quick, self.redis, f"features-{self.app.ids.new()}", wait_seconds=None)

    def settle(self) -> None:
        self._drain()
        for work in RECURRING:
            with self.app.turns.take(work.name, work.every, self.app.clock.now()) as ours:
                if ours:
                    work.run(self.app)
        self._drain()

    def _drain(self) -> None:
        jobs.work_with(self.app.deliveries.run)
        while self.app.deliveries.relay(self._queue.enqueue) + self.app.deliveries.sweep(self._queue.enqueue_again):
            while not self._queue.quick.is_empty():
                self._consumer.step()

    def close(self) -> None:
        self._consumer.close()
        self.redis.close()
