"""Security schemes: every way in which somebody shows who they are, as policies name them."""

from __future__ import annotations

from adapters.http_flask.openapi.schemas import Json
from adapters.http_flask.sessions.browser import CSRF_HEADER, REFRESH_COOKIE
from application.shared.permissions import PERMISSIONS

#: Scheme → how it travels. OpenAPI names scopes of OAuth alone, so those of the others stand in an extension.
SCHEMES: dict[str, Json] = {
    "session": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of a person who signed in to the shop.",
    },
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": (
            "The access token of staff who signed in with `audience: admin`, or a token of `stoa staff token`. "
            "The scopes of an operation are the permissions that it asks for."
        ),
        "x-scopes": PERMISSIONS,
    },
    "api_key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "stoa_…",
        "description": "The key of a machine. The scopes of an operation are the scopes that the key must have.",
        "x-scopes": PERMISSIONS,
    },
    "refresh_cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": REFRESH_COOKIE,
        "description": 'The refresh token of a browser that signed in with `"tokens": "cookie"`; no script can read it.',
    },
    "csrf_token": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "Goes with the refresh cookie: the `csrf_token` of the last answer, which pages of other sites cannot read.",
    },
}
