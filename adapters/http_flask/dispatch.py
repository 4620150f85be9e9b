"""From a declared endpoint to a Flask route: the one sequence every request goes through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, Response
from flask.globals import request_ctx

from adapters.http_flask.endpoints import Endpoint, Idempotency
from adapters.http_flask.problems import HttpProblem, problem_of
from adapters.http_flask.ready import ReadyResponses
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.http_flask.sessions.browser import Browser
from application.facade import Application
from application.shared.idempotency import Answer
from application.shared.recording import came_in_by
from domain.shared.errors import DomainError, Unauthenticated

LimitHeaders = tuple[tuple[str, str], ...]


class RateLimits(Protocol):
    """Counts calls; raises HttpProblem 429 with Retry-After when there were too many."""

    def check(self, call: Call) -> LimitHeaders:
        """Count this call by its endpoint's type; answers the RateLimit headers to send."""
        ...

    def refused_credentials(self, call: Call) -> None:
        """Count a token that was not valid."""
        ...


class NoRateLimits:
    def check(self, call: Call) -> LimitHeaders:
        return ()

    def refused_credentials(self, call: Call) -> None:
        return


class Dispatcher:
    """Registers endpoints as routes: limit → actor → policy → validate → (idempotently) view → response."""

    def __init__(
        self, flask: Flask, application: Application, limits: RateLimits, browser: Browser, max_upload_bytes: int, ready: ReadyResponses
    ) -> None:
        self._flask, self._application, self._limits = flask, application, limits
        self._browser, self._max_upload_bytes = browser, max_upload_bytes
        self.ready = ready
        self.endpoints: list[Endpoint] = []
        self._by_operation: dict[str, Endpoint] = {}

    def register(self, endpoint: Endpoint) -> None:
        if endpoint.operation in self._by_operation:
            raise ValueError(f"two endpoints are called {endpoint.operation}: operation ids must be unique over the whole API")
        self.endpoints.append(endpoint)
        self._by_operation[endpoint.operation] = endpoint
        self._flask.add_url_rule(endpoint.path, endpoint.operation, self._route(endpoint), methods=[endpoint.method])

    def _route(self, endpoint: Endpoint) -> Callable[..., Response]:
        authenticate, operation, browser = self._application.authenticate, endpoint.operation, self._browser

        def route(**path: Any) -> Response:
            request = request_ctx.request
            request.environ["stoa.operation"] = operation
            if endpoint.upload:
                request.max_content_length = self._max_upload_bytes
            call = Call(request, endpoint, authenticate, browser)
            came_in_by(call)
            try:
                # The outermost layer sends these headers, whatever becomes of the request.
                request.environ["stoa.limits"] = self._limits.check(call)
                if endpoint.cached:
                    return self.ready.respond(request, operation, lambda: self._run(endpoint, call, path))
                reply = self._run(endpoint, call, path)
            except Unauthenticated as error:
                reply = self._refused_credentials(call, error)
            except DomainError as error:
                reply = problem_of(error, endpoint.asked).reply()
            except HttpProblem as error:
                reply = error.problem().reply()
            if reply.stream is not None:
                request.environ["stoa.streaming"] = True
            return as_response(reply)

        return route

    def admit(self, operation: str, environ: dict[str, Any]) -> Reply | None:
        """Count a call that is answered without Flask; the refusal when there were too many."""
        request = self._flask.request_class(environ, populate_request=False)
        try:
            environ["stoa.limits"] = self._limits.check(Call(request, self._by_operation[operation], self._application.authenticate))
        except HttpProblem as refusal:
            return refusal.problem().reply()
        return None

    def _refused_credentials(self, call: Call, error: Unauthenticated) -> Reply:
        try:
            if "Authorization" in call.request.headers:
                self._limits.refused_credentials(call)
        except HttpProblem as refusal:
            return refusal.problem().reply()
        return problem_of(error).reply()

    def _run(self, endpoint: Endpoint, call: Call, path: dict[str, Any]) -> Reply:
        if endpoint.policy.reads_token:
            endpoint.policy.admit(call.actor, self._application.clock.now())
        if endpoint.query is not None:
            path["query"] = call.query(endpoint.query)
        if endpoint.body is not None:
            path["body"] = call.body(endpoint.body, optional=endpoint.body_optional)
        key = call.idempotency_key() if endpoint.idempotency is not Idempotency.NONE else None
        if key is None:
            reply = endpoint.view(call, **path)
            # What is kept ready is kept whole: whoever asks next may not have it yet.
            return _unless_known(call, reply) if endpoint.conditional and not endpoint.cached else reply
        execution = self._application.idempotency
        run = execution.run_phased if endpoint.idempotency is Idempotency.PHASED else execution.run
        return _from_answer(run(key, lambda: _to_answer(endpoint.view(call, **path))))


def _unless_known(call: Call, reply: Reply) -> Reply:
    """304 when the caller has this very version already."""
    etag = reply.headers.get("ETag")
    if reply.status != 200 or etag is None or not call.not_modified(etag):
        return reply
    return Reply(304, None, {name: value for name, value in reply.headers.items() if name in _KEPT_ON_304})


#: What a 304 repeats of the answer it stands for (RFC 9110, 15.4.5).
_KEPT_ON_304 = frozenset(("ETag", "Cache-Control", "Vary", "Content-Location", "Expires"))


def _to_answer(reply: Reply) -> Answer:
    headers = (("Content-Type", reply.content_type), *reply.headers.items())
    return Answer(reply.status, headers, reply.payload())


def _from_answer(answer: Answer) -> Reply:
    headers = dict(answer.headers)
    content_type = headers.pop("Content-Type")
    if answer.replayed:
        headers["Idempotent-Replayed"] = "true"
    return Reply(answer.status, answer.body or None, headers, content_type)


def as_response(reply: Reply) -> Response:
    if reply.status in (204, 304):
        response = Response(status=reply.status, headers=reply.headers)
        del response.headers["Content-Type"]
        return _with_cookies(response, reply)
    body = reply.payload() if reply.stream is None else reply.stream
    return _with_cookies(Response(body, reply.status, reply.headers, content_type=reply.content_type), reply)


def _with_cookies(response: Response, reply: Reply) -> Response:
    for cookie in reply.cookies:
        response.headers.add("Set-Cookie", cookie)
    return response
