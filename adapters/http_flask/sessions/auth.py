"""Keeping a session alive, and leaving it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Example, Idempotency
from adapters.http_flask.policies import BearerOfRefreshToken
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import RequestModel
from adapters.http_flask.sessions.browser import CrossSiteRequest
from adapters.http_flask.sessions.handing_over import TokensOut, cookie_token, device_of, farewell, hand_over
from application.facade import Application
from application.sessions.refresh_session import RefreshSession
from application.sessions.sign_out import SignOut
from domain.sessions.errors import InvalidRefreshToken

RefreshTokenText = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_-]+$", repr=False)]


class RefreshIn(RequestModel):
    """For apps, which keep the token themselves; browsers send no body."""

    refresh_token: RefreshTokenText


def session_tokens(app: Application) -> Endpoints:
    api = Endpoints("Signing in", "/api/v1/auth", rate="refresh")
    example = Example("an app", {"refresh_token": "AZgeLH1Oe1ml8TwPOl6LIQ"})

    @api.post(
        "/refresh",
        "Exchange a refresh token",
        policy=BearerOfRefreshToken(),
        body=RefreshIn,
        body_optional=True,
        returns=TokensOut,
        status=200,
        raises=(InvalidRefreshToken, CrossSiteRequest),
        idempotency=Idempotency.NONE,
        examples=(example,),
    )
    def refresh_session(call: Call, body: RefreshIn | None) -> Reply:
        """Give a refresh token, get a fresh access token and the next refresh token. Each is good for one use.

        Tabs that race with the same token all get the same successor for a short while. After that a used token counts as stolen:
        the session ends, whoever holds its tokens, and its owner is told. Without a body the token is taken from the cookie;
        then `X-CSRF-Token` and a known `Origin` are required, and the next one goes into the cookie again.
        """
        token = body.refresh_token if body is not None else cookie_token(call)
        if token is None:
            raise InvalidRefreshToken
        issued = app.sessions.refresh(RefreshSession(token, device_of(call).network))
        return hand_over(call, issued, "cookie" if body is None else "body")

    @api.post(
        "/logout",
        "Sign out here",
        policy=BearerOfRefreshToken(or_signed_in=True),
        body=RefreshIn,
        body_optional=True,
        status=204,
        raises=(CrossSiteRequest,),
        idempotency=Idempotency.NONE,
        examples=(example,),
    )
    def sign_out(call: Call, body: RefreshIn | None) -> Reply:
        """End the session of the refresh token in the body, of the cookie, or of the access token. Its access tokens stop within
        seconds. Signing out again changes nothing.
        """
        token = body.refresh_token if body is not None else cookie_token(call)
        app.sessions.sign_out(SignOut(token, call.known_actor.session_id))
        return farewell(call)

    return api
