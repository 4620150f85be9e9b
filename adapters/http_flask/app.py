"""The Flask application: endpoints of every context, errors, request ids."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from adapters.http_flask.catalog.channels import channel_admin
from adapters.http_flask.dispatch import Dispatcher, NoRateLimits, RateLimits, as_response
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.problems import Problem, problem_of
from adapters.request_context import set_request_context
from adapters.settings import Settings
from application.facade import Application
from domain.shared.errors import DomainError

log = structlog.get_logger("http")

#: Every group of endpoints; a context adds its factories here.
GROUPS: list[Callable[[Application], Endpoints]] = [
    channel_admin,
]


def create_app(application: Application, settings: Settings, limits: RateLimits | None = None) -> Flask:
    """Wire the given application into a Flask app. No global state: several apps may live in one process."""
    flask = Flask("stoa", static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    flask.url_map.strict_slashes = False
    flask.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    dispatcher = Dispatcher(flask, application, limits or NoRateLimits())
    for group in GROUPS:
        for endpoint in group(application).all:
            dispatcher.register(endpoint)
    flask.extensions["stoa"] = dispatcher
    _add_request_ids(flask, application)
    _add_error_handlers(flask)
    return flask


def _add_request_ids(flask: Flask, application: Application) -> None:
    @flask.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _is_request_id(given) else str(application.ids.new())
        set_request_context({"request_id": g.request_id})

    @flask.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        return response


def _is_request_id(text: str) -> bool:
    # Only what cannot break a log line is taken over from the caller.
    return 8 <= len(text) <= 64 and text.isascii() and text.replace("-", "").isalnum()


def _add_error_handlers(flask: Flask) -> None:
    @flask.errorhandler(DomainError)
    def domain_error(error: DomainError) -> Response:
        return as_response(problem_of(error).reply())

    @flask.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        code = (error.name or "error").lower().replace(" ", "_")
        headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
        return as_response(Problem(status, code, error.description or error.name or "", headers=headers).reply())

    @flask.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        log.error("unexpected_error", path=request.path, method=request.method, exc_info=error)
        return as_response(Problem(500, "internal_error", "Something went wrong on our side; the request id helps to find it.").reply())
