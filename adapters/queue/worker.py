"""`stoa worker`: relays the outbox, runs jobs, does recurring work; one process, stopped by SIGTERM, at home with restarts."""

from __future__ import annotations

import gc
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread
from types import FrameType

import structlog
from redis import Redis

from adapters.logs import configure_logs
from adapters.queue import heartbeat, jobs
from adapters.queue.consumer import Consumer, QuickWorker, SlowWorker
from adapters.queue.loop import Loop
from adapters.queue.nudge import NUDGES
from adapters.queue.processes import run_processes
from adapters.queue.rq_queue import RqQueue
from adapters.settings import Settings
from application.facade import Application
from application.outbox.deliveries import BATCH
from application.recurring import RECURRING
from bootstrap import build

log = structlog.get_logger("worker")

#: Between two passes of the relay, seconds: events that come together are handed over together.
_GATHERING = 0.03


class WorkerLost(Exception):
    """The process that delivered it died (killed, out of memory, or a crash of the interpreter)."""


class Worker:
    """One process. Jobs run in the main thread, without forking: threads and database connections do not survive a fork.

    Threads beside it: relay, sweep, recurring work, slow jobs, heartbeat. Each goes on by itself after errors, with pauses.
    """

    def __init__(self, app: Application, redis_url: str, stopping: Event | None = None) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self.stopping = stopping or Event()
        self._app, self._started = app, datetime.now(UTC).isoformat()
        # Longer than any blocking read below; a dead connection is noticed by then.
        self._redis = Redis.from_url(redis_url, socket_timeout=10, socket_connect_timeout=5, health_check_interval=15)
        self._queue = RqQueue(self._redis, self._is_slow)
        self._parent = os.getppid()

    def run(self) -> None:
        """Until `stopping` is set; the job under way is finished first."""
        jobs.work_with(self._app.deliveries.run)
        log.info("worker_started", worker=self.name, pid=os.getpid())
        quick = Consumer(QuickWorker, self._queue.quick, self._redis, self.name)
        slow = Consumer(SlowWorker, self._queue.slow, self._redis, f"{self.name}-slow")
        threads = [
            self._thread("heartbeat", self._beat, heartbeat.EVERY_SECONDS),
            self._thread("relay", self._relay, 0),
            self._thread("sweep", self._sweep, 1),
            self._thread("recurring", self._recurring, 5),
            self._thread("slow", slow.step, 0),
        ]
        Loop("jobs", quick.step, 0, self.stopping).run()
        for thread in threads:
            thread.join(12)
        self._leave(quick, slow)
        log.info("worker_stopped", worker=self.name)

    def _thread(self, name: str, step: Callable[[], None], pause: float) -> Thread:
        thread = Thread(target=Loop(name, step, pause, self.stopping).run, name=name, daemon=True)
        thread.start()
        return thread

    def _is_slow(self, subscriber: str) -> bool:
        row = self._app.deliveries.subscription(subscriber)
        return row is not None and row.slow

    def _beat(self) -> None:
        if os.getppid() != self._parent:
            log.warning("worker_orphaned", worker=self.name)
            self.stopping.set()
        facts = {"pid": os.getpid(), "host": socket.gethostname(), "since": self._started, "seen": datetime.now(UTC).isoformat()}
        for name in (self.name, f"{self.name}-slow"):
            heartbeat.beat(self._redis, name, facts)

    def _relay(self) -> None:
        self._redis.blpop([NUDGES], timeout=1)
        while not self.stopping.is_set():
            taken = self._app.deliveries.relay(self._queue.enqueue)
            if taken == 0:
                return
            if taken < BATCH:
                self.stopping.wait(_GATHERING)

    def _sweep(self) -> None:
        for deliveries in self._queue.abandoned():
            if len(deliveries) == 1:
                self._app.deliveries.gave_out(deliveries[0], WorkerLost())
            else:
                self._queue.enqueue_again(deliveries)
        self._app.deliveries.sweep(self._queue.enqueue_again)

    def _recurring(self) -> None:
        for work in RECURRING:
            if self.stopping.is_set():
                return
            with self._app.turns.take(work.name, work.every, self._app.clock.now()) as ours:
                if ours:
                    Loop(work.name, partial(work.run, self._app), 0, self.stopping).once()

    def _leave(self, *consumers: Consumer) -> None:
        for consumer in consumers:
            Loop("leave", consumer.close, 0, self.stopping).once()
        for name in (self.name, f"{self.name}-slow"):
            Loop("leave", partial(heartbeat.rest, self._redis, name), 0, self.stopping).once()
        self._redis.close()


def run_worker(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT: here, or in as many processes as WORKER_PROCESSES says."""
    configure_logs(settings)
    stopping = _stopped_by_signals()
    if settings.worker_processes > 1:
        run_processes([sys.executable, "-m", "adapters.cli.main", "worker"], settings.worker_processes, stopping)
        return
    os.nice(5)  # Shoppers are served first; mails may wait a moment.
    app = build(settings)
    # What is built stays: the collector need not walk over it while an import makes many objects that live a moment.
    gc.freeze()
    try:
        Worker(app, settings.redis_url, stopping).run()
    finally:
        app.close()


def _stopped_by_signals() -> Event:
    stopping = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopping
