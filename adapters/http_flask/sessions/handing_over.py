"""How tokens reach their owner: in the body for apps, the refresh token in a cookie for browsers that ask for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pydantic import Field

from adapters.http_flask.edge.clients import coarse_network
from adapters.http_flask.formatting import instant
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ResponseModel
from adapters.http_flask.sessions.browser import CSRF_HEADER, REFRESH_COOKIE, Browser
from application.sessions.opening import IssuedTokens
from domain.sessions.device import Device

#: For request models of everything that opens a session: `tokens: TokenPlace = "body"`.
TokenPlace = Literal["body", "cookie"]


class TokensOut(ResponseModel):
    """Fresh tokens. `refresh_token` is null when it went into the cookie; then `csrf_token` goes with every use of that."""

    token_type: str = Field(examples=["Bearer"])
    access_token: str = Field(examples=["eyJhbGciOiJFUzI1NiIsImtpZCI6IjAxOTgxZTJjIn0.e30.c2lnbmF0dXJl"])
    access_expires_at: str = Field(examples=["2026-12-01T00:15:00Z"])
    refresh_token: str | None = Field(examples=["AZgeLH1Oe1ml8TwPOl6LIQ"])
    refresh_expires_at: str = Field(examples=["2026-12-08T00:00:00Z"])
    session_id: str = Field(examples=["01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21"])
    csrf_token: str | None = Field(default=None, examples=[None], description=f"To be sent as `{CSRF_HEADER}` with the cookie.")


def hand_over(call: Call, issued: IssuedTokens, place: TokenPlace, status: int = 200) -> Reply:
    """The answer to whoever just signed in or refreshed; never kept by anybody on the way."""
    browser = _browser(call)
    body = {
        "token_type": "Bearer",
        "access_token": issued.access_token,
        "access_expires_at": instant(issued.access_expires_at),
        "refresh_token": issued.refresh_token,
        "refresh_expires_at": instant(issued.refresh_expires_at),
        "session_id": str(issued.session_id),
        "csrf_token": None,
    }
    reply = Reply(status, body, {"Cache-Control": "no-store"})
    if place == "body":
        return reply
    hidden = body | {"refresh_token": None, "csrf_token": browser.csrf_token(issued.session_id)}
    seconds = int((issued.refresh_expires_at - issued.issued_at).total_seconds())
    return replace(reply, body=hidden, cookies=browser.cookies(issued, seconds))


def cookie_token(call: Call) -> str | None:
    """The refresh token of the cookie, if the request comes from a page of ours. Raises CrossSiteRequest when it may not."""
    token = call.request.cookies.get(REFRESH_COOKIE)
    if token is not None:
        _browser(call).require_own_page(call.request.headers, token)
    return token


def device_of(call: Call) -> Device:
    """What a new session keeps of the device."""
    return Device(call.request.headers.get("User-Agent", ""), network_of(_browser(call).address(call.request.environ)))


def farewell(call: Call) -> Reply:
    """Signed out; a cookie, if there was one, goes as well."""
    return Reply(204, cookies=_browser(call).farewell() if REFRESH_COOKIE in call.request.cookies else ())


def network_of(address: str) -> str:
    """Coarse on purpose: the /24 or /48 around an address says roughly where, not who."""
    return coarse_network(address) or "unknown"


def _browser(call: Call) -> Browser:
    assert call.browser is not None, "the dispatcher gives every call what it knows of browsers"  # nosec B101
    return call.browser
