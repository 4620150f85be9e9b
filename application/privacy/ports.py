"""What privacy needs from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Protocol

from application.access.ports import AccessUnitOfWork
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure
from domain.shared.ids import AccountId, ConsentId, DataExportId, ErasureId, MessageId

#: Context → table → rows, JSON-ready, without secrets.
Sections = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]


@dataclass(frozen=True)
class Person:
    """By account, by e-mail addresses (present and former, small letters), or both."""

    account_id: AccountId | None
    emails: frozenset[str]


@dataclass(frozen=True)
class Erased:
    """What an erasure touched, by table, and the messages whose copies outside of the database must go as well."""

    rows: Mapping[str, int] = field(default_factory=dict)
    messages: tuple[MessageId, ...] = ()


@dataclass(frozen=True)
class Removed:
    """How many rows went or lost somebody, and the messages among them."""

    rows: int = 0
    messages: tuple[MessageId, ...] = ()

    def __add__(self, other: Removed) -> Removed:
        return Removed(self.rows + other.rows, self.messages + other.messages)


class RetentionRule(Enum):
    """In the order in which they are applied: what refers goes before what it refers to."""

    ABANDONED_CARTS = "abandoned_carts"
    ORDERED_CARTS = "ordered_carts"
    MAILS = "mails"
    SESSIONS = "sessions"
    REGISTRATIONS = "registrations"
    MAILED_LINKS = "mailed_links"
    FORMER_ADDRESSES = "former_addresses"
    DEVICES = "devices"
    INVITATIONS = "invitations"
    EXPORTS = "exports"
    IMPERSONATION_REASONS = "impersonation_reasons"
    CONSENTS = "consents"
    AUDIT_NETWORKS = "audit_networks"
    ORDERS = "orders"
    CLOSED_ACCOUNTS = "closed_accounts"


class Retention(Protocol):
    """What was kept for long enough, by rule."""

    def count(self, rule: RetentionRule, before: datetime) -> int:
        """How many rows ended at `before` or earlier."""
        ...

    def remove(self, rule: RetentionRule, before: datetime, limit: int) -> Removed:
        """Up to `limit` of them go; fewer went when no more are left."""
        ...


class PersonalData(Protocol):
    """Everything that all contexts know about a person; which tables and how is declared for each context."""

    def person(self, account_id: AccountId | None, email: str | None, *, held: bool = False) -> Person | None:
        """None when nobody is known by it. When `held`, nobody gets in with the account until the transaction ends."""
        ...

    def open_orders(self, person: Person) -> Sequence[str]:
        """Numbers of orders of which goods are still to be sent."""
        ...

    def export(self, person: Person) -> Sections: ...

    def erase(self, person: Person, now: datetime) -> Erased:
        """Delete what is only about the person, and take the person out of what has to stay."""
        ...


class Consents(Protocol):
    def find(self, key: ConsentId) -> Consent | None: ...

    def of(self, person: Person) -> Sequence[Consent]:
        """Newest first."""
        ...

    def add(self, aggregate: Consent) -> None: ...


class DataExports(Protocol):
    def get(self, key: DataExportId) -> DataExport: ...

    def find(self, key: DataExportId) -> DataExport | None: ...

    def add(self, aggregate: DataExport) -> None: ...

    def of(self, account_id: AccountId) -> Sequence[DataExport]:
        """Newest first."""
        ...


class Erasures(Protocol):
    def get(self, key: ErasureId) -> Erasure: ...

    def add(self, aggregate: Erasure) -> None: ...

    def waiting_of(self, account_id: AccountId) -> Erasure | None: ...

    def due(self, now: datetime, limit: int, but: frozenset[ErasureId] = frozenset()) -> Sequence[Erasure]:
        """Waiting ones whose time has come, the longest due first; without those named by `but`."""
        ...


class PrivacyUnitOfWork(AccessUnitOfWork, Protocol):
    @property
    def personal_data(self) -> PersonalData: ...

    @property
    def retention(self) -> Retention: ...

    @property
    def consents(self) -> Consents: ...

    @property
    def data_exports(self) -> DataExports: ...

    @property
    def erasures(self) -> Erasures: ...


class ArchiveMaker(Protocol):
    def pack(self, sections: Sections, made_at: datetime) -> bytes:
        """A ZIP: a JSON file a context, and all of it to read in a browser."""
        ...


class MailCopies(Protocol):
    """Copies of mails outside of the database (the mail folder)."""

    def forget(self, messages: Sequence[MessageId]) -> None: ...

    def forget_older(self, before: datetime) -> None:
        """Copies of mails that were written before, whatever became of their messages."""
        ...


@dataclass(frozen=True)
class PrivacyRules:
    """`grace` passes between the wish to be forgotten and its fulfilment; an archive can be fetched for `kept`."""

    grace: timedelta
    kept: timedelta


class PrivacyFailures(Protocol):
    """Work on personal data that failed and let other work go on: a line in the log and a count, by ids alone."""

    def noted(self, work: str, subject: str, error: Exception) -> None: ...
