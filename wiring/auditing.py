"""The audit log."""

from __future__ import annotations

from collections.abc import Callable

from adapters.memory.audit.log import MemoryAuditChainReader, MemoryAuditLog
from adapters.persistence.audit.chain import SqlAuditChainReader
from adapters.persistence.audit.log import SqlAuditLog
from adapters.security.audit_seals import HmacSeals, LoggedHeads
from application.audit.ports import AuditChainReader, AuditLog, AuditUnitOfWork, ChainSeals, ChainWitness
from application.audit.recording import AuditTrail
from application.shared.pipeline import Trail
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    register(parts.container, AuditLog, MemoryAuditLog(parts.database))
    register(parts.container, AuditChainReader, MemoryAuditChainReader(parts.database))
    _both(parts)


def real(parts: RealParts) -> None:
    register(parts.container, AuditLog, SqlAuditLog(parts.reads))
    register(parts.container, AuditChainReader, SqlAuditChainReader(parts.reads))
    _both(parts)


def _both(parts: Parts) -> None:
    register(parts.container, ChainSeals, HmacSeals(parts.settings.signing_key))
    register(parts.container, ChainWitness, LoggedHeads())
    register(parts.container, Trail, AuditTrail(parts.container.resolve(Callable[[], AuditUnitOfWork])))
