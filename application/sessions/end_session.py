"""Somebody ends one of their sessions: a device that was lost, or this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.sessions.opening import IssuingSessions
from application.sessions.ports import SessionsUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.session import EndReason
from domain.shared.errors import EntityNotFound
from domain.shared.ids import SessionId


@dataclass(frozen=True, kw_only=True)
class EndSession:
    actor: Actor
    session_id: SessionId


@dataclass(frozen=True)
class EndSessionHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    issuing: IssuingSessions
    clock: Clock

    def __call__(self, command: EndSession) -> None:
        """Raises EntityNotFound for a session that is not theirs or has ended."""
        account_id, now = command.actor.require_own_hands(), self.clock.now()
        with self.unit_of_work() as uow:
            session = uow.sessions.find(command.session_id)
            if session is None or session.account_id != account_id or not session.is_open(now):
                raise EntityNotFound("session", str(command.session_id))
            self.issuing.end(uow, session.id, now, EndReason.ENDED_BY_OWNER)
            uow.commit()
