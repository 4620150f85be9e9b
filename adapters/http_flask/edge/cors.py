"""Which browsers may call the API from pages of other origins."""

from __future__ import annotations

from flask import Flask, Response
from flask_cors import CORS

from adapters.settings import Settings

#: What a browser of another origin may read of an answer.
EXPOSED = (
    "ETag",
    "Location",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "X-Request-ID",
    "Idempotent-Replayed",
    "Deprecation",
    "Sunset",
)
ALLOWED = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-ID")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allow_origins(flask: Flask, settings: Settings) -> None:
    """The origins of the settings; without any, nothing is registered and nothing costs anything."""
    if not settings.cors_origins:
        return
    if "*" not in settings.cors_origins:
        # Registered first, so it runs last: a cache must keep answers to different origins apart, refusals of one too.
        flask.after_request(_vary)
    # Tokens travel in the Authorization header, never in cookies: credentials stay off, and `*` is safe.
    CORS(
        flask,
        resources={r"/api/*": {"origins": list(settings.cors_origins)}},
        allow_headers=list(ALLOWED),
        methods=list(METHODS),
        expose_headers=list(EXPOSED),
        max_age=7200,
    )


def _vary(response: Response) -> Response:
    response.vary.add("Origin")
    return response
