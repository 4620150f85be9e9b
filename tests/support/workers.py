"""A real worker process for tests, and an application that writes messages for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from redis import Redis
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from adapters.clock import SystemClock
from adapters.ids import Uuid7Ids
from adapters.persistence.engine import write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.outbox.outbox import SqlOutbox
from adapters.persistence.unit_of_work import SqlBackend, unit_of_work_factory
from adapters.queue.nudge import Nudge
from adapters.queue.rq_queue import RqQueue
from adapters.settings import Settings
from application.notifications.ports import OrderForMail
from application.notifications.queue_message import MessageQueue
from application.outbox.deliveries import Deliveries
from application.subscriptions import SUBSCRIPTIONS
from domain.notifications.message import Template
from domain.shared.ids import EventId
from tests.support.log_watch import read_log
from tests.support.mails import an_order
from tests.support.servers import ROOT


@contextmanager
def worker(settings: Settings, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`stoa worker` in a process of its own; killed at the end if it still runs."""
    variables = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "STOA_ENVIRONMENT": "test",
        "STOA_DATA_DIR": str(settings.data_dir),
        "PYTHONPATH": str(ROOT),
    }
    log = (settings.data_dir / "worker.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "adapters.cli.main", "worker"],
        env={**os.environ, **variables, **environment},
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        log.close()
    read_log(settings.data_dir / "worker.log")


def until(condition: Callable[[], Any], seconds: float = 90.0) -> float:
    """Seconds until the condition held. The bound only ends what hangs; a busy machine may take its time."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - started


@dataclass
class Writer:
    """The shop's side: writes messages, which record events, as a web process does."""

    settings: Settings

    def __post_init__(self) -> None:
        start_mappers()
        self.engine = write_engine(self.settings.database_url, pool_size=2)
        self.nudge = Nudge(self.settings.redis_url)
        self.redis = Redis.from_url(self.settings.redis_url)
        self.backend = SqlBackend(self.engine, SystemClock(), Uuid7Ids(), self.nudge)
        self.queue = RqQueue(self.redis, lambda _: False)
        self.outbox = SqlOutbox(self.engine)
        self.deliveries = Deliveries(self.outbox, SUBSCRIPTIONS, lambda *_: True, SystemClock(), None)  # type: ignore[arg-type]  # only relays

    def write(self, number: int = 1) -> None:
        """One message for buyer `number`."""
        messages = MessageQueue(unit_of_work_factory(self.backend), self.backend.clock, self.backend.ids)
        order = OrderForMail(f"buyer-{number}@example.com", "en", an_order(order_number=f"N-{number}"))
        messages.put(EventId(UUID(int=number)), Template.ORDER_CONFIRMATION, order)

    def query(self, sql: str) -> Any:
        engine = create_engine(self.settings.database_url, poolclass=NullPool)
        with engine.begin() as connection:
            result = connection.execute(text(sql))
            return result.all() if result.returns_rows else []

    def time_passes(self) -> None:
        """What a minute of waiting does: leases and signs of life of the dead run out."""
        self.query("UPDATE outbox SET published_at = published_at - interval '5 minutes' WHERE published_at IS NOT NULL")
        self.query("UPDATE messages SET lease_until = lease_until - interval '5 minutes'")
        self.query("UPDATE delivery_failures SET next_attempt_at = next_attempt_at - interval '5 minutes'")
        for key in self.redis.scan_iter("stoa:worker:*"):
            self.redis.delete(key)

    def all_done(self) -> bool:
        counts = self.outbox.counts()
        return (counts.waiting, counts.in_delivery, counts.retrying, counts.given_up) == (0, 0, 0, 0)

    def close(self) -> None:
        self.nudge.close()
        self.redis.close()
        self.engine.dispose()


def mails(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.eml"))
