"""Somebody signs out on this device: with the refresh token, or with the session of the access token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.sessions.opening import IssuingSessions
from application.sessions.ports import RefreshTokens, SessionsUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.errors import InvalidRefreshToken
from domain.sessions.session import EndReason
from domain.shared.ids import SessionId


@dataclass(frozen=True)
class SignOut:
    """Holding the refresh token, even an old one, is right enough to give the session up; `session_id` is the caller's own."""

    refresh_token: str | None = field(default=None, repr=False)
    session_id: SessionId | None = None


@dataclass(frozen=True)
class SignOutHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    tokens: RefreshTokens
    issuing: IssuingSessions
    clock: Clock

    def __call__(self, command: SignOut) -> None:
        """Signing out twice, or with a token that never was, is as good as once."""
        with self.unit_of_work() as uow:
            for session_id in self._sessions(command):
                self.issuing.end(uow, session_id, self.clock.now(), EndReason.SIGNED_OUT)
            uow.commit()

    def _sessions(self, command: SignOut) -> list[SessionId]:
        found = set() if command.session_id is None else {command.session_id}
        if command.refresh_token is not None:
            try:
                presented = self.tokens.read(command.refresh_token)
            except InvalidRefreshToken:
                return sorted(found)
            if presented.genuine:
                found.add(presented.session_id)
        return sorted(found)
