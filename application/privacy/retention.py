"""What is kept for how long: the shop forgets what is older, and says beforehand what that would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from application.privacy.ports import MailCopies, PrivacyFailures, PrivacyUnitOfWork, RetentionRule
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True)
class RetentionPeriods:
    """How long what a rule is about is kept after it ended."""

    kept: Mapping[RetentionRule, timedelta]

    def cut_off(self, rule: RetentionRule, now: datetime) -> datetime:
        return now - self.kept[rule]


@dataclass(frozen=True)
class Retained:
    """`rows` ended at `before` or earlier: they would go, or they went."""

    rule: RetentionRule
    before: datetime
    rows: int


@dataclass(frozen=True)
class PreviewRetention:
    actor: Actor


@dataclass(frozen=True)
class PreviewRetentionHandler:
    permission: ClassVar[str | None] = "privacy.read"
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    periods: RetentionPeriods
    clock: Clock

    def __call__(self, query: PreviewRetention) -> Sequence[Retained]:
        """What the rules would remove now, rule by rule; nothing is changed."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            return [self._preview(uow, rule, self.periods.cut_off(rule, now)) for rule in RetentionRule]

    def _preview(self, uow: PrivacyUnitOfWork, rule: RetentionRule, before: datetime) -> Retained:
        return Retained(rule, before, uow.retention.count(rule, before))


@dataclass(frozen=True)
class ApplyRetention:
    """`batch` rows a transaction."""

    batch: int = 500


@dataclass(frozen=True)
class ApplyRetentionHandler:
    """Safe to repeat and to be killed: each batch is a transaction, its entry in the audit log included. A rule that fails keeps
    no other from being applied."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    periods: RetentionPeriods
    mails: MailCopies
    failures: PrivacyFailures
    clock: Clock

    def __call__(self, command: ApplyRetention) -> Sequence[Retained]:
        """What went, rule by rule."""
        now = self.clock.now()
        return [self._apply(rule, self.periods.cut_off(rule, now), command.batch) for rule in RetentionRule]

    def _apply(self, rule: RetentionRule, before: datetime, batch: int) -> Retained:
        total = 0
        try:
            while gone := self._batch(rule, before, batch):
                total += gone
                if gone < batch:
                    break
            if rule is RetentionRule.MAILS:
                self.mails.forget_older(before)
        except Exception as error:  # noqa: BLE001 - the other rules are as much of a promise as this one
            self.failures.noted("retention", rule.value, error)
        return Retained(rule, before, total)

    def _batch(self, rule: RetentionRule, before: datetime, batch: int) -> int:
        with self.unit_of_work() as uow:
            gone = uow.retention.remove(rule, before, batch)
            if gone.rows:
                facts = {"before": before.isoformat(), "rows": gone.rows}
                uow.audit.record("privacy.retained", "retention_rule", rule.value, None, facts)
                self.mails.forget(gone.messages)
                uow.commit()
        return gone.rows
