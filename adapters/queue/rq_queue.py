"""Deliveries as RQ jobs: several a job under load, the same job id for the same deliveries, JSON only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from redis import Redis
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from adapters.queue.heartbeat import alive
from adapters.queue.jobs import from_wire, to_wire
from application.outbox.ports import Delivery

#: RQ's bookkeeping costs about 5 ms of CPU a job, a delivery about as much: under load they share it.
DELIVERIES_A_JOB = 20
#: Beyond this many queued jobs nobody looks for lost ones; a queue that long is being worked off, not lost.
LOOKED_THROUGH = 2_000
_SECONDS_A_DELIVERY = 60
_SECONDS_A_SLOW_DELIVERY = 6 * 3600
_KEPT_FAILED = 24 * 3600


class RqQueue:
    """Two queues: `stoa` for everything quick, `stoa-slow` for work of minutes. Losing both loses nothing but time."""

    def __init__(self, redis: Redis, is_slow: Callable[[str], bool]) -> None:
        self.quick, self.slow = (Queue(name, connection=redis, serializer=JSONSerializer) for name in ("stoa", "stoa-slow"))
        self._redis, self._is_slow = redis, is_slow

    def enqueue(self, deliveries: Sequence[Delivery]) -> None:
        """The same deliveries again, while their job is still known, change nothing."""
        slow = [delivery for delivery in deliveries if self._is_slow(delivery.subscriber)]
        for delivery in slow:
            self._enqueue(self.slow, [delivery], _SECONDS_A_SLOW_DELIVERY)
        quick = (delivery for delivery in deliveries if not self._is_slow(delivery.subscriber))
        for chunk in _chunks(quick, DELIVERIES_A_JOB):
            self._enqueue(self.quick, chunk, _SECONDS_A_DELIVERY * len(chunk))

    def enqueue_again(self, deliveries: Sequence[Delivery]) -> None:
        """Those that no living job carries, each in a job of its own, so that one that kills workers harms no other."""
        under_way = self._under_way()
        if under_way is None:
            return
        for delivery in deliveries:
            if delivery not in under_way:
                self._drop(_job_id([delivery]))
                self.enqueue([delivery])

    def abandoned(self) -> list[list[Delivery]]:
        """Take the jobs of dead workers off the books; answers their deliveries, job by job."""
        dead = [job for job in self._started() if not alive(self._redis, job.worker_name)]
        for job in dead:
            job.delete()
        return [_deliveries(job) for job in dead]

    def _enqueue(self, queue: Queue, deliveries: Sequence[Delivery], seconds: int) -> None:
        try:
            queue.enqueue(
                "adapters.queue.jobs.deliver",
                args=[to_wire(delivery) for delivery in deliveries],
                job_id=_job_id(deliveries),
                job_timeout=seconds,
                result_ttl=0,
                failure_ttl=_KEPT_FAILED,
                description=", ".join(sorted({delivery.subscriber for delivery in deliveries})),
                unique=True,
            )
        except DuplicateJobError:
            return  # Handed over before, by a relay that died before it could say so; or a sweep will see that it was lost.

    def _drop(self, job_id: str) -> None:
        try:
            Job.fetch(job_id, connection=self._redis, serializer=JSONSerializer).delete()
        except NoSuchJobError:
            return  # The usual case: it is gone.

    def _under_way(self) -> set[Delivery] | None:
        """Every delivery in a queued job or in the hands of a living worker; None: too many to look."""
        if self.quick.count + self.slow.count > LOOKED_THROUGH:
            return None
        ids = self.quick.job_ids + self.slow.job_ids
        queued = [job for job in Job.fetch_many(ids, connection=self._redis, serializer=JSONSerializer) if job is not None]
        held = [job for job in self._started() if alive(self._redis, job.worker_name)]
        return {delivery for job in (*queued, *held) for delivery in _deliveries(job)}

    def _started(self) -> list[Job]:
        ids = [
            job_id
            for queue in (self.quick, self.slow)
            for job_id in StartedJobRegistry(queue=queue, serializer=JSONSerializer).get_job_ids(cleanup=False)
        ]
        return [job for job in Job.fetch_many(ids, connection=self._redis, serializer=JSONSerializer) if job is not None]


def _deliveries(job: Job) -> list[Delivery]:
    return [from_wire((wire[0], wire[1])) for wire in job.args]


def _job_id(deliveries: Sequence[Delivery]) -> str:
    names = "\n".join(sorted(f"{delivery.event_id} {delivery.subscriber}" for delivery in deliveries))
    return f"deliver-{hashlib.sha256(names.encode()).hexdigest()[:32]}"


def _chunks(deliveries: Iterator[Delivery], size: int) -> Iterator[list[Delivery]]:
    while chunk := list(islice(deliveries, size)):
        yield chunk
