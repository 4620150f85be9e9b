"""Errors as RFC 9457 problem documents: the only place where a domain error meets a status."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

import orjson

from adapters.http_flask.reply import Reply
from adapters.request_context import request_context
from application.shared.idempotency import IdempotencyKeyInUse, IdempotencyKeyReused
from domain.identity.errors import TooManyAttempts
from domain.payments.errors import PaymentDeclined
from domain.shared.address import InvalidAddress
from domain.shared.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    InvalidValue,
    NotFound,
    StaleVersion,
    Unauthenticated,
    Unavailable,
)
from domain.shared.money import NothingToAllocateTo

PROBLEM_TYPE = "application/problem+json"

#: Error class → status, found by the class's ancestry. 422 is for values, 409 for states, 412 for stale versions.
STATUS: dict[type[DomainError], int] = {
    Invalid: 422,
    NotFound: 404,
    Conflict: 409,
    Forbidden: 403,
    Unauthenticated: 401,
    Unavailable: 503,
    StaleVersion: 412,
    IdempotencyKeyInUse: 409,
    IdempotencyKeyReused: 422,
    NothingToAllocateTo: 409,
    PaymentDeclined: 402,
    TooManyAttempts: 429,
}

TITLES = {
    400: "Bad request",
    401: "Authentication needed",
    402: "Payment declined",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict with the present state",
    412: "Stale version",
    413: "Request too large",
    415: "Unsupported media type",
    422: "Invalid value",
    428: "If-Match needed",
    429: "Too many requests",
    500: "Unexpected error",
    503: "Temporarily unavailable",
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """`pointer` is a JSON pointer into the body, or `query/<name>`, `header/<name>`."""

    pointer: str
    detail: str


class HttpProblem(Exception):
    """A refusal that only HTTP knows: malformed JSON, missing header, too many requests."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        fields: tuple[FieldProblem, ...] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.fields = status, code, detail, fields
        self.headers = headers or {}

    def problem(self) -> Problem:
        return Problem(self.status, self.code, self.detail, self.fields, headers=self.headers)


def status_of(error: type[DomainError]) -> int:
    """The status of an error class by its nearest ancestor in STATUS. Raises LookupError for an unmapped one."""
    for ancestor in error.__mro__:
        if ancestor in STATUS:
            return STATUS[ancestor]
    raise LookupError(f"{error.__name__} has no HTTP status: derive it from a category or add it to STATUS")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document before rendering."""

    status: int
    code: str
    detail: str
    fields: tuple[FieldProblem, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def reply(self) -> Reply:
        body: dict[str, Any] = {
            "type": f"urn:stoa:problem:{self.code}",
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "request_id": request_context().get("request_id", ""),
        }
        if self.fields:
            body["errors"] = [{"pointer": item.pointer, "detail": item.detail} for item in self.fields]
        if self.data:
            body["data"] = self.data
        return Reply(self.status, orjson.dumps(body, default=str), self.headers, PROBLEM_TYPE)


def problem_of(error: DomainError, asked: Container[str] = ()) -> Problem:
    """`asked` are the query parameters of the endpoint: a field of that name is one of them, else it is in the body."""
    fields: tuple[FieldProblem, ...] = ()
    if isinstance(error, InvalidAddress):
        fields = tuple(FieldProblem(f"/{error.field}/{problem.part}", problem.reason) for problem in error.problems)
    elif isinstance(error, Invalid):
        pointer = error.field if isinstance(error, InvalidValue) else getattr(error, "field", None)
        if pointer:
            reason = error.reason if isinstance(error, InvalidValue) else error.detail
            queried = pointer.partition("/")[0] in asked
            fields = (FieldProblem(f"query/{pointer}" if queried else f"/{pointer.lstrip('/')}", reason),)
        elif isinstance(error, IdempotencyKeyReused):
            fields = (FieldProblem("header/Idempotency-Key", error.detail),)
    headers = {"Retry-After": "1"} if isinstance(error, (Unavailable, IdempotencyKeyInUse)) else {}
    if isinstance(error, TooManyAttempts):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return Problem(status_of(type(error)), error.code, error.detail, fields, error.data, headers)
