"""One structured line and one measurement per use case."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from prometheus_client import Histogram

from domain.shared.errors import DomainError

log = structlog.get_logger("use_case")

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
