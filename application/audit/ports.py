"""What the audit log needs from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.shared.pagination import Page
from application.shared.unit_of_work import UnitOfWork
from domain.audit.chain import ChainLink
from domain.audit.entry import AuditEntry
from domain.shared.ids import AccountId, ApiKeyId, AuditEntryId


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """All that is given must fit. `account_id` finds what somebody did, by themselves or as somebody else; `action` is a name, or
    a beginning that ends in a dot (`orders.`)."""

    account_id: AccountId | None = None
    key_id: ApiKeyId | None = None
    label: str | None = None
    action: str | None = None
    object_kind: str | None = None
    object_id: str | None = None
    request_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditLog(Protocol):
    """The log for readers."""

    def page(self, wanted: AuditFilter, cursor: str | None, limit: int) -> Page[AuditEntry]:
        """Newest first. Raises InvalidCursor."""
        ...


@dataclass(frozen=True)
class LinkedEntry:
    """A link and its entry, None when that is gone."""

    link: ChainLink
    entry: AuditEntry | None


class AuditChainReader(Protocol):
    """The chain for those who verify it."""

    def links(self, after: int, limit: int) -> Sequence[LinkedEntry]:
        """Links behind this position, in order."""
        ...

    def head(self) -> ChainLink | None:
        """The last link as it was noted apart from the chain."""
        ...

    def waiting(self) -> int:
        """How many entries wait to be chained."""
        ...

    def unchained(self, limit: int) -> Sequence[AuditEntryId]:
        """Entries that are neither chained nor waiting: nobody of ours wrote them."""
        ...


class AuditChain(Protocol):
    """The chain for the one who makes it longer."""

    def take(self) -> ChainLink | None:
        """The last link, held until the transaction ends. Raises ChainBusy while another holds it; None: nothing is chained yet."""
        ...

    def waiting(self, limit: int) -> Sequence[AuditEntry]:
        """The oldest entries that are not chained."""
        ...

    def append(self, links: Sequence[ChainLink]) -> None:
        """Note the links, and that their entries no longer wait. Links are in order."""
        ...


class ChainBusy(Exception):
    """Somebody else makes the chain longer at this moment."""


class ChainSeals(Protocol):
    """Seals with a key that is not in the database."""

    def seal(self, link_hash: str) -> str: ...

    def is_ours(self, link_hash: str, seal: str) -> bool | None:
        """None: it was made with another key than the present one."""
        ...


class ChainWitness(Protocol):
    """Somebody outside the database who learns how long the chain is: what a truncation cannot undo."""

    def chained(self, head: ChainLink) -> None: ...


class AuditUnitOfWork(UnitOfWork, Protocol):
    @property
    def audit_chain(self) -> AuditChain: ...
