"""Devices that are signed in: what they hold, and the two ways in which they use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from application.facade import Application
from application.sessions.end_session import EndSession
from application.sessions.end_sessions import EndSessions
from application.sessions.list_sessions import ListSessions
from application.sessions.refresh_session import RefreshSession
from application.sessions.sign_out import SignOut
from domain.sessions.audience import Audience
from domain.shared.errors import Unauthenticated
from domain.shared.ids import SessionId
from features.drivers.http_client import HttpClient
from features.drivers.outcome import Refused, refusals

BOTH = frozenset(Audience)


@dataclass
class Keys:
    """What a device holds."""

    access: str
    refresh: str
    session: str


class SessionsDriver(Protocol):
    def renew(self, keys: Keys) -> Keys: ...

    def holds(self, keys: Keys) -> bool:
        """Whether whoever holds these is signed in."""
        ...

    def opens_staff(self, keys: Keys) -> bool: ...

    def places(self, keys: Keys) -> list[str]:
        """The devices on which this person is signed in, by name."""
        ...

    def end(self, keys: Keys, session: str) -> None: ...

    def end_all(self, keys: Keys, *, here: bool) -> None: ...

    def sign_out(self, keys: Keys) -> None: ...


@dataclass(frozen=True)
class MemorySessions:
    app: Application

    def renew(self, keys: Keys) -> Keys:
        with refusals():
            issued = self.app.sessions.refresh(RefreshSession(keys.refresh))
        return Keys(issued.access_token, issued.refresh_token, str(issued.session_id))

    def holds(self, keys: Keys) -> bool:
        return self._accepted(keys, BOTH)

    def opens_staff(self, keys: Keys) -> bool:
        return self._accepted(keys, frozenset({Audience.ADMIN}))

    def _accepted(self, keys: Keys, audiences: frozenset[Audience]) -> bool:
        try:
            self.app.authenticate(keys.access, audiences)
        except Unauthenticated:
            return False
        return True

    def places(self, keys: Keys) -> list[str]:
        actor = self.app.authenticate(keys.access, BOTH)
        return [session.user_agent for session in self.app.sessions.list_sessions(ListSessions(actor=actor))]

    def end(self, keys: Keys, session: str) -> None:
        with refusals():
            actor = self.app.authenticate(keys.access, BOTH)
            self.app.sessions.end_session(EndSession(actor=actor, session_id=SessionId(UUID(session))))

    def end_all(self, keys: Keys, *, here: bool) -> None:
        actor = self.app.authenticate(keys.access, BOTH)
        self.app.sessions.end_sessions(EndSessions(actor=actor, keep_current=not here))

    def sign_out(self, keys: Keys) -> None:
        self.app.sessions.sign_out(SignOut(keys.refresh))


@dataclass(frozen=True)
class HttpSessions:
    visitor: HttpClient

    def renew(self, keys: Keys) -> Keys:
        answer = self.visitor.post("/api/v1/auth/refresh", {"refresh_token": keys.refresh})
        return Keys(answer["access_token"], answer["refresh_token"], answer["session_id"])

    def holds(self, keys: Keys) -> bool:
        return self._answers(keys, "/api/v1/me/sessions")

    def opens_staff(self, keys: Keys) -> bool:
        return self._answers(keys, "/api/v1/admin/channels")

    def _answers(self, keys: Keys, path: str) -> bool:
        try:
            self.visitor.with_token(keys.access).get(path)
        except Refused as refusal:
            if refusal.code != "unauthenticated":
                raise
            return False
        return True

    def places(self, keys: Keys) -> list[str]:
        return [session["user_agent"] for session in self.visitor.with_token(keys.access).get("/api/v1/me/sessions")["data"]]

    def end(self, keys: Keys, session: str) -> None:
        self.visitor.with_token(keys.access).delete(f"/api/v1/me/sessions/{session}")

    def end_all(self, keys: Keys, *, here: bool) -> None:
        self.visitor.with_token(keys.access).delete(f"/api/v1/me/sessions?current={str(here).lower()}")

    def sign_out(self, keys: Keys) -> None:
        self.visitor.post("/api/v1/auth/logout", {"refresh_token": keys.refresh})
