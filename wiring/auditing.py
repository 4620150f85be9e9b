"""The audit log, and privacy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from adapters.notifications.mail_copies import FolderMailCopies, NoMailCopies
from adapters.persistence.audit.chain import SqlAuditChainReader
from adapters.persistence.audit.log import SqlAuditLog
from adapters.privacy.archive import ZipArchives
from adapters.privacy.failures import LoggedFailures
from adapters.security.audit_seals import HmacSeals, LoggedHeads
from adapters.settings import Settings
from application.audit.ports import AuditChainReader, AuditLog, AuditUnitOfWork, ChainSeals, ChainWitness
from application.audit.recording import AuditTrail
from application.privacy.erasures import Forgetting
from application.privacy.ports import ArchiveMaker, MailCopies, PrivacyFailures, PrivacyRules, RetentionRule
from application.privacy.retention import RetentionPeriods
from application.shared.pipeline import Trail
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.audit.log import MemoryAuditChainReader, MemoryAuditLog

    register(parts.container, AuditLog, MemoryAuditLog(parts.database))
    register(parts.container, AuditChainReader, MemoryAuditChainReader(parts.database))
    _both(parts)


def real(parts: RealParts) -> None:
    register(parts.container, AuditLog, SqlAuditLog(parts.reads))
    register(parts.container, AuditChainReader, SqlAuditChainReader(parts.reads))
    _both(parts)


def _both(parts: Parts) -> None:
    container, settings = parts.container, parts.settings
    register(container, ChainSeals, HmacSeals(settings.signing_key))
    register(container, ChainWitness, LoggedHeads())
    register(container, Trail, AuditTrail(container.resolve(Callable[[], AuditUnitOfWork])))
    register(container, ArchiveMaker, ZipArchives())
    register(container, PrivacyFailures, LoggedFailures())
    folder = settings.mail_transport == "folder"
    register(container, MailCopies, FolderMailCopies(settings.mail_directory) if folder else NoMailCopies())
    rules = PrivacyRules(grace=timedelta(days=settings.erasure_grace_days), kept=timedelta(hours=settings.export_hours))
    register(container, PrivacyRules, rules)
    register(container, RetentionPeriods, retention_periods(settings))
    container.register(Forgetting)


#: By CART_LIFETIME_DAYS and EXPORT_HOURS.
_RUNNING_OUT = (RetentionRule.ABANDONED_CARTS, RetentionRule.EXPORTS)


def retention_periods(settings: Settings) -> RetentionPeriods:
    """Each rule has its setting, but for what runs out by itself and is kept no longer. A setting that is missing is a defect at start,
    never a rule that keeps nothing."""
    by_setting = [rule for rule in RetentionRule if rule not in _RUNNING_OUT]
    kept = {rule: timedelta(days=getattr(settings, f"retention_{rule.value}_days")) for rule in by_setting}
    return RetentionPeriods(kept | dict.fromkeys(_RUNNING_OUT, timedelta()))
