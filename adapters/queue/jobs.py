"""The job that RQ runs by name: deliver these events to these subscribers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import structlog

from application.outbox.ports import Delivery
from domain.shared.ids import EventId

log = structlog.get_logger("delivery")

#: What the running worker does with a delivery; RQ finds functions by name, so it cannot be handed over as an argument.
_run: Callable[[Delivery], object] | None = None

Wire = tuple[str, str]


def work_with(run: Callable[[Delivery], object]) -> None:
    """Called once by a worker before it takes jobs."""
    global _run
    _run = run


def deliver(*deliveries: Wire) -> None:
    """Deliver each; a handler's failure is recorded with its delivery and does not touch the others."""
    if _run is None:
        raise RuntimeError("jobs run in `stoa worker` only")
    for delivery in deliveries:
        try:
            _run(from_wire(delivery))
        except Exception:
            # Not the handler's failure, which is recorded, but ours: the database went away. The sweep hands it over again.
            log.exception("job_interrupted", subscriber=delivery[1], event_id=delivery[0])
            raise


def to_wire(delivery: Delivery) -> Wire:
    return (str(delivery.event_id), delivery.subscriber)


def from_wire(wire: Wire) -> Delivery:
    return Delivery(EventId(UUID(wire[0])), wire[1])
