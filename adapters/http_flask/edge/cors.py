"""Which browsers may call the API from pages of other origins."""

from __future__ import annotations

from typing import Any

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
ALLOWED = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-CSRF-Token", "X-Request-ID")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allow_origins(flask: Flask, settings: Settings) -> None:
    """The origins of the settings; without any, nothing is registered and nothing costs anything."""
    if not settings.cors_origins:
        return
    if "*" not in settings.cors_origins:
        # Registered first, so it runs last: a cache must keep answers to different origins apart, refusals of one too.
        flask.after_request(_vary)
    origins = {"origins": list(settings.cors_origins)}
    resources: dict[Any, dict[str, Any]] = {r"/api/*": {**origins}}
    if "*" not in settings.cors_origins:
        # Tokens travel in the Authorization header; the refresh cookie alone needs credentials, and origins that are named.
        resources[r"/api/v1/auth/*"] = {**origins, "supports_credentials": True}
    CORS(
        flask,
        resources=resources,
        allow_headers=list(ALLOWED),
        methods=list(METHODS),
        expose_headers=list(EXPOSED),
        max_age=7200,
    )


def _vary(response: Response) -> Response:
    response.vary.add("Origin")
    return response
