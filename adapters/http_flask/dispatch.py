"""From a declared endpoint to a Flask route: the one sequence every request goes through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask, Response, request

from adapters.http_flask.endpoints import Endpoint, Idempotency
from adapters.http_flask.problems import HttpProblem, Problem, problem_of
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from application.facade import Application
from application.shared.idempotency import Answer
from domain.shared.errors import DomainError


class RateLimits(Protocol):
    """Counts a call; raises HttpProblem 429 with Retry-After. Returns the RateLimit headers to send."""

    def check(self, call: Call) -> dict[str, str]: ...


class NoRateLimits:
    def check(self, call: Call) -> dict[str, str]:
        return {}


class Dispatcher:
    """Registers endpoints as routes: limit → actor → validate → (idempotently) view → response."""

    def __init__(self, flask: Flask, application: Application, limits: RateLimits) -> None:
        self._flask, self._application, self._limits = flask, application, limits
        self.endpoints: list[Endpoint] = []

    def register(self, endpoint: Endpoint) -> None:
        self.endpoints.append(endpoint)
        self._flask.add_url_rule(endpoint.path, endpoint.operation, self._route(endpoint), methods=[endpoint.method])

    def _route(self, endpoint: Endpoint) -> Callable[..., Response]:
        def route(**path: Any) -> Response:
            call = Call(request, endpoint, self._application.authenticate)
            try:
                reply = self._reply(endpoint, call, path)
            except DomainError as error:
                reply = problem_of(error).reply()
            except HttpProblem as error:
                reply = Problem(error.status, error.code, error.detail, error.fields, headers=error.headers).reply()
            return as_response(reply)

        return route

    def _reply(self, endpoint: Endpoint, call: Call, path: dict[str, Any]) -> Reply:
        headers = self._limits.check(call)
        if endpoint.permission is not None:
            call.actor.require(endpoint.permission)
        arguments = dict(path)
        if endpoint.query is not None:
            arguments["query"] = call.query(endpoint.query)
        if endpoint.body is not None:
            arguments["body"] = call.body(endpoint.body, optional=endpoint.body_optional)
        reply = self._run(endpoint, call, lambda: endpoint.view(call, **arguments))
        return Reply(reply.status, reply.body, {**reply.headers, **headers}, reply.content_type) if headers else reply

    def _run(self, endpoint: Endpoint, call: Call, view: Callable[[], Reply]) -> Reply:
        key = call.idempotency_key() if endpoint.idempotency is not Idempotency.NONE else None
        if key is None:
            return view()
        execution = self._application.idempotency
        run = execution.run_phased if endpoint.idempotency is Idempotency.PHASED else execution.run
        return _from_answer(run(key, lambda: _to_answer(view())))


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
    response = Response(reply.payload(), status=reply.status, headers=reply.headers)
    if reply.status not in (204, 304):
        response.headers["Content-Type"] = reply.content_type
    else:
        del response.headers["Content-Type"]
    return response
