"""Somebody ends all of their sessions, or all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.sessions.opening import IssuingSessions
from application.sessions.ports import SessionsUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.session import EndReason


@dataclass(frozen=True, kw_only=True)
class EndSessions:
    """`keep_current` leaves the session that asks."""

    actor: Actor
    keep_current: bool = True


@dataclass(frozen=True)
class EndSessionsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    issuing: IssuingSessions
    clock: Clock

    def __call__(self, command: EndSessions) -> None:
        account_id = command.actor.require_own_hands()
        but = command.actor.session_id if command.keep_current else None
        with self.unit_of_work() as uow:
            self.issuing.end_all(uow, account_id, self.clock.now(), EndReason.ENDED_BY_OWNER, but=but)
            uow.commit()
