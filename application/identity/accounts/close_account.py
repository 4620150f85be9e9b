"""Somebody leaves: the account is closed for good, everybody is signed out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.departures import Departures
from application.identity.accounts.ports import LeavingUnitOfWork
from application.identity.accounts.ways_in import end_ways_in
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.session import EndReason


@dataclass(frozen=True, kw_only=True)
class CloseAccount:
    actor: Actor


@dataclass(frozen=True)
class CloseAccountHandler:
    """Orders stay as they are; forgetting the person is another wish, and has its own way."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[LeavingUnitOfWork]
    departures: Departures
    sessions: Sessions
    clock: Clock

    def __call__(self, command: CloseAccount) -> None:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            self.departures.leave(uow, account_id, now)
            uow.accounts.locked(account_id).close(now)
            end_ways_in(uow, self.sessions, account_id, now, EndReason.CLOSED)
            uow.commit()
