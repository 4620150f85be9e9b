"""Where somebody is signed in, for that person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import SignedIn
from adapters.http_flask.reply import Reply, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from application.facade import Application
from application.sessions.end_session import EndSession
from application.sessions.end_sessions import EndSessions
from application.sessions.list_sessions import ListSessions, SessionView
from domain.sessions.device_names import device_name
from domain.shared.errors import EntityNotFound
from domain.shared.ids import SessionId


class SessionOut(ResponseModel):
    """One place where somebody is signed in. `network` is coarse: the neighbourhood of the address that was used last."""

    id: str
    surface: str = Field(examples=["shop"])
    device: str = Field(description="Browser and system, to recognise it by", examples=["Firefox on Linux"])
    user_agent: str = Field(description="What the device calls itself", examples=["Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"])
    network: str = Field(examples=["192.0.2.0/24"])
    started_at: str
    last_used_at: str
    expires_at: str
    current: bool
    impersonated: bool = Field(description="Staff act for this person in it")


class EndSessionsQuery(RequestModel):
    """Which sessions to end."""

    current: bool = Field(default=False, description="End this one, too")


def my_sessions(app: Application) -> Endpoints:
    api = Endpoints("Signing in", "/api/v1/me/sessions")

    @api.get("", "See where I am signed in", policy=SignedIn(own_hands=True), returns=ListOut[SessionOut])
    def list_my_sessions(call: Call) -> Reply:
        """The last used first; only sessions that still live."""
        found = app.sessions.list_sessions(ListSessions(actor=call.actor))
        return ok(collection([_shown(session) for session in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.delete(
        "", "Sign out everywhere else", policy=SignedIn(own_hands=True), query=EndSessionsQuery, status=204, idempotency=Idempotency.NONE
    )
    def end_my_sessions(call: Call, query: EndSessionsQuery) -> Reply:
        """End every other session of mine, and with `current=true` this one, too."""
        app.sessions.end_sessions(EndSessions(actor=call.actor, keep_current=not query.current))
        return no_content()

    @api.delete(
        "/<uuid:session_id>",
        "Sign out one device",
        policy=SignedIn(own_hands=True),
        status=204,
        raises=(EntityNotFound,),
        idempotency=Idempotency.NONE,
    )
    def end_my_session(call: Call, session_id: UUID) -> Reply:
        """End one session of mine; its access tokens stop within seconds."""
        app.sessions.end_session(EndSession(actor=call.actor, session_id=SessionId(session_id)))
        return no_content()

    return api


def _shown(session: SessionView) -> dict[str, Any]:
    return {
        "id": str(session.id),
        "surface": session.audience.value,
        "device": device_name(session.user_agent),
        "user_agent": session.user_agent,
        "network": session.network,
        "started_at": instant(session.started_at),
        "last_used_at": instant(session.last_used_at),
        "expires_at": instant(session.expires_at),
        "current": session.current,
        "impersonated": session.impersonated,
    }
