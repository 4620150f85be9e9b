"""People see where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.sessions.ports import SessionsUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.audience import Audience
from domain.sessions.session import Session
from domain.shared.ids import SessionId


@dataclass(frozen=True, kw_only=True)
class ListSessions:
    actor: Actor


@dataclass(frozen=True)
class SessionView:
    """`network` is coarse. `current` is the one that asks; `impersonated` one in which staff act for this person."""

    id: SessionId
    audience: Audience
    user_agent: str
    network: str
    started_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool
    impersonated: bool


@dataclass(frozen=True)
class ListSessionsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    clock: Clock

    def __call__(self, query: ListSessions) -> tuple[SessionView, ...]:
        """The last used first."""
        account_id = query.actor.require_own_hands()
        with self.unit_of_work() as uow:
            found = uow.sessions.open_of(account_id, self.clock.now())
        return tuple(_view(session, query.actor.session_id) for session in found)


def _view(session: Session, current: SessionId | None) -> SessionView:
    return SessionView(
        id=session.id,
        audience=session.audience,
        user_agent=session.user_agent,
        network=session.network,
        started_at=session.created_at,
        last_used_at=session.last_used_at,
        expires_at=session.expires_at,
        current=session.id == current,
        impersonated=session.impersonator_id is not None,
    )
