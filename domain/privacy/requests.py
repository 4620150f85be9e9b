"""What people may ask for: a copy of their data, and to be forgotten."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from domain.privacy.events import ErasureCancelled, ErasureRequested, ExportReady, ExportRequested, PersonErased
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, DataExportId, ErasureId
from domain.shared.state_machine import StateMachine


class DataExport(Aggregate):
    """`archive` is there from `ready_at` until `expires_at`."""

    def __init__(self, id: DataExportId, account_id: AccountId, now: datetime) -> None:  # noqa: A002 - the field's word
        super().__init__(now)
        self.id = id
        self.account_id = account_id
        self.requested_at = now
        self.ready_at: datetime | None = None
        self.expires_at: datetime | None = None
        self.archive: bytes | None = None
        self.record(ExportRequested(export_id=id, occurred_at=now))

    def deliver(self, archive: bytes, now: datetime, expires_at: datetime) -> None:
        self.archive, self.ready_at, self.expires_at = archive, now, expires_at
        self.touch(now)
        self.record(ExportReady(export_id=self.id, account_id=self.account_id, expires_at=expires_at, occurred_at=now))

    def at_hand(self, now: datetime) -> bytes | None:
        """None while it is being made, and after its time."""
        return self.archive if self.expires_at is not None and now < self.expires_at else None


class ErasureState(Enum):
    WAITING = "waiting"
    CANCELLED = "cancelled"
    DONE = "done"


ERASURE: StateMachine[ErasureState] = StateMachine(
    "erasure",
    ErasureState.WAITING,
    {
        ErasureState.WAITING: frozenset({ErasureState.CANCELLED, ErasureState.DONE}),
        ErasureState.CANCELLED: frozenset(),
        ErasureState.DONE: frozenset(),
    },
)


class Erasure(Aggregate):
    """Carried out at `due_at`, unless the person thinks again before. Names nobody once it is done."""

    def __init__(self, id: ErasureId, account_id: AccountId | None, now: datetime, due_at: datetime) -> None:  # noqa: A002 - the field's word
        super().__init__(now)
        self.id = id
        self.account_id = account_id
        self.requested_at = now
        self.due_at = due_at
        self.state = ERASURE.initial
        if account_id is not None:
            self.record(ErasureRequested(erasure_id=id, account_id=account_id, due_at=due_at, occurred_at=now))

    def cancel(self, now: datetime) -> None:
        self.state = ERASURE.advance(self.state, ErasureState.CANCELLED)
        self.touch(now)
        if self.account_id is not None:
            self.record(ErasureCancelled(erasure_id=self.id, account_id=self.account_id, occurred_at=now))

    def done(self, now: datetime) -> None:
        self.state = ERASURE.advance(self.state, ErasureState.DONE)
        self.touch(now)
        self.record(PersonErased(erasure_id=self.id, occurred_at=now))
