"""One structured line and one measurement per use case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import structlog
from prometheus_client import Counter, Histogram

from adapters.request_context import request_context, set_request_context
from application.outbox.ports import Pending
from domain.shared.errors import DomainError

log = structlog.get_logger("use_case")

delivery_log = structlog.get_logger("delivery")

DELIVERIES = Counter("stoa_deliveries_total", "Events delivered to subscribers", ["subscriber", "outcome"])
DURATION = Histogram("stoa_use_case_seconds", "Time spent in a use case", ["use_case", "outcome"])


class UseCaseLog:
    """Refusals are ordinary (debug level); anything else that is raised is logged by whoever answers for it, once."""

    def __init__(self, may_retry: Callable[[], bool]) -> None:
        self._may_retry = may_retry

    def may_retry(self) -> bool:
        return self._may_retry()

    def ran(self, use_case: str, seconds: float, error: BaseException | None) -> None:
        outcome = "ok" if error is None else error.code if isinstance(error, DomainError) else "failed"
        DURATION.labels(use_case, outcome).observe(seconds)
        log.debug("use_case", use_case=use_case, milliseconds=round(seconds * 1000, 2), outcome=outcome)


class DeliveryLog:
    """A line and a count for every delivery; retried failures are warnings, given-up ones errors."""

    @contextmanager
    def within(self, context: Mapping[str, str]) -> Iterator[None]:
        outside = request_context()
        set_request_context(dict(context))
        try:
            yield
        finally:
            set_request_context(outside)

    def delivered(self, pending: Pending, subscriber: str) -> None:
        DELIVERIES.labels(subscriber, "ok").inc()
        delivery_log.debug("delivered", subscriber=subscriber, event_name=pending.name, event_id=str(pending.event_id))

    def failed(self, pending: Pending, subscriber: str, error: BaseException, *, given_up: bool) -> None:
        DELIVERIES.labels(subscriber, "given_up" if given_up else "failed").inc()
        write = delivery_log.error if given_up else delivery_log.warning
        facts = {"subscriber": subscriber, "event_name": pending.name, "event_id": str(pending.event_id)}
        # The context of the event is gone here when a dead worker is reported, so it is named.
        write("delivery_failed", **facts, **pending.context, attempt=pending.attempts + 1, given_up=given_up, exc_info=error)
