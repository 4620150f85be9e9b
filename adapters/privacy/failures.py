"""What became of failed work on personal data: one line and one count, without a word about the person."""

from __future__ import annotations

import structlog
from prometheus_client import Counter

from domain.shared.errors import DomainError

log = structlog.get_logger("privacy")
FAILURES = Counter("stoa_privacy_failures_total", "Erasures and retention rules that failed and are tried again", ["work", "reason"])


class LoggedFailures:
    def noted(self, work: str, subject: str, error: Exception) -> None:
        reason = error.code if isinstance(error, DomainError) else type(error).__name__
        FAILURES.labels(work, reason).inc()
        # A refusal (the last owner stays) says all by its name; a bug needs its traceback, whose values the engine hides.
        log.error("privacy_work_failed", work=work, subject=subject, reason=reason, exc_info=not isinstance(error, DomainError))
