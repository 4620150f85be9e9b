"""The transaction of a use case: nothing happened unless `commit` was reached."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self, TypeVar

from application.shared.recording import AuditRecords
from domain.shared.events import Event

U_co = TypeVar("U_co", covariant=True, bound="UnitOfWork")


class UnitOfWork(Protocol):
    """Contexts extend this with the repositories that they need. Leaving the block without `commit` rolls back.

    Events recorded by loaded or added aggregates are stored in the outbox by `commit`, in the same transaction.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None) -> None: ...

    @property
    def audit(self) -> AuditRecords:
        """The audit log: entries are stored by `commit`, in the same transaction."""
        ...

    def record(self, event: Event) -> None:
        """Store an event that no aggregate recorded (set-based writes) with this transaction."""
        ...

    def commit(self) -> None:
        """Make everything durable at once, or raise ConcurrencyConflict and change nothing."""
        ...


#: What handlers get injected: a way to begin a transaction, never a running one (those must not be shared by threads).
UnitOfWorkFactory = Callable[[], U_co]
