"""The table of contents of the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.audit.export_entries import ExportEntries, ExportEntriesHandler
from application.audit.seal_entries import SealEntries, SealEntriesHandler
from application.audit.search_entries import SearchEntries, SearchEntriesHandler
from application.audit.verify_chain import VerifyChain, VerifyChainHandler
from application.shared.pagination import Page
from application.shared.pipeline import UseCase, handled_by
from domain.audit.chain import ChainReport
from domain.audit.entry import AuditEntry


@dataclass(frozen=True)
class AuditUseCases:
    search: UseCase[SearchEntries, Page[AuditEntry]] = handled_by(SearchEntriesHandler)
    export: UseCase[ExportEntries, Iterator[AuditEntry]] = handled_by(ExportEntriesHandler)
    verify: UseCase[VerifyChain, ChainReport] = handled_by(VerifyChainHandler)
    seal: UseCase[SealEntries, int] = handled_by(SealEntriesHandler)
