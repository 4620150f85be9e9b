"""Which problems an operation may answer: those it declares, and those that its shape brings along."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, get_type_hints
from uuid import UUID

from adapters.http_flask.endpoints import Audience, Endpoint, Idempotency, IfMatch
from adapters.http_flask.problems import TITLES, problem_of, status_of
from application.shared.idempotency import IdempotencyKeyInUse, IdempotencyKeyReused
from domain.shared.errors import ConcurrencyConflict, DomainError, StaleVersion, Unauthenticated

UNSAFE = frozenset(("POST", "PUT", "PATCH", "DELETE"))


@dataclass(frozen=True)
class Refusal:
    """One problem: its status, stable code, and an example of what it says."""

    status: int
    code: str
    detail: str
    data: tuple[tuple[str, Any], ...] = ()
    pointer: str = ""

    def example(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"urn:stoa:problem:{self.code}",
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "request_id": "01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21",
        }
        if self.pointer:
            body["errors"] = [{"pointer": self.pointer, "detail": "must be at least 1"}]
        return body | ({"data": dict(self.data)} if self.data else {})


MALFORMED_URL = Refusal(400, "malformed_url", "The address contains a NUL character.")
NO_ADDRESS = Refusal(404, "not_found", "There is nothing at this address.")
MALFORMED_JSON = Refusal(400, "malformed_json", "The body is not valid JSON: unexpected end of data at line 1, column 14.")
TOO_COMPLEX = Refusal(400, "too_complex", "The body is nested deeper than 32 levels.")
BAD_KEY = Refusal(400, "invalid_idempotency_key", "Idempotency-Key must be 1 to 255 visible ASCII characters.")
UNKNOWN_VERSION = Refusal(412, "unknown_version", "If-Match is not an ETag that this resource ever had.")
TOO_LARGE = Refusal(413, "body_too_large", "The body is larger than this operation takes.")
NOT_JSON = Refusal(415, "unsupported_media_type", "Send the body as application/json.")
NO_FILE = Refusal(415, "unsupported_media_type", "Send the file as the body, or as a part of a form.")
BAD_BODY = Refusal(422, "invalid_body", "The body does not fit.", pointer="/lines/0/quantity")
BAD_QUERY = Refusal(422, "invalid_query", "A query parameter does not fit.", pointer="query/limit")
NO_VERSION = Refusal(428, "if_match_required", "Send the ETag that you read as If-Match, so that no change is overwritten.")
TOO_MANY = Refusal(429, "too_many_requests", "Too many requests of this kind; go on in 12 seconds.")
INTERNAL = Refusal(500, "internal_error", "Something went wrong on our side; the request id helps to find it.")
OVERLOADED = Refusal(503, "overloaded", "Too many requests are waiting; repeat this one in a moment.")
NO_DATABASE = Refusal(503, "unavailable", "The service cannot answer now; repeat in a moment.")


def refusals_of(endpoint: Endpoint) -> dict[int, list[Refusal]]:
    """By status, each code once, in the order of declaration."""
    found = [refusal_of(error) for error in (*endpoint.raises, *_standing_errors(endpoint))]
    found += _standing(endpoint)
    by_status: dict[int, dict[str, Refusal]] = defaultdict(dict)
    for refusal in found:
        by_status[refusal.status].setdefault(refusal.code, refusal)
    return {status: list(codes.values()) for status, codes in sorted(by_status.items())}


def _standing_errors(endpoint: Endpoint) -> list[type[DomainError]]:
    """Domain errors that come with the policy, idempotency, versions and concurrent writing."""
    errors: list[type[DomainError]] = [*endpoint.policy.refusals]
    if endpoint.idempotency is not Idempotency.NONE:
        errors += [Unauthenticated, IdempotencyKeyInUse, IdempotencyKeyReused]
    if endpoint.if_match is not IfMatch.NONE:
        errors.append(StaleVersion)
    if endpoint.method in UNSAFE:
        errors.append(ConcurrencyConflict)
    return errors


def _standing(endpoint: Endpoint) -> list[Refusal]:
    found = [MALFORMED_URL, INTERNAL]
    if "<" in endpoint.path:
        found.append(NO_ADDRESS)
    if endpoint.body is not None:
        found += [MALFORMED_JSON, TOO_COMPLEX, TOO_LARGE, NOT_JSON, BAD_BODY]
    if endpoint.upload:
        found += [NO_FILE, BAD_BODY]
    if endpoint.upload or endpoint.idempotency is not Idempotency.NONE:
        found.append(TOO_LARGE)
    if endpoint.query is not None:
        found.append(BAD_QUERY)
    if endpoint.idempotency is not Idempotency.NONE:
        found.append(BAD_KEY)
    if endpoint.if_match is not IfMatch.NONE:
        found.append(UNKNOWN_VERSION)
    if endpoint.if_match is IfMatch.REQUIRED:
        found.append(NO_VERSION)
    if endpoint.rate != "none":
        found.append(TOO_MANY)
    if endpoint.audience is not Audience.SYSTEM:
        found += [NO_DATABASE, *([OVERLOADED] if endpoint.method in UNSAFE else [])]
    return found


_KNOWN: dict[type[DomainError], Refusal] = {}


def refusal_of(error: type[DomainError]) -> Refusal:
    """An example of a domain error, made from the names and types of its fields; made once, most operations share most errors."""
    if error not in _KNOWN:
        _KNOWN[error] = _refusal_of(error)
    return _KNOWN[error]


def _refusal_of(error: type[DomainError]) -> Refusal:
    hints = get_type_hints(error)
    values = {field.name: _sample(field.name, hints.get(field.name)) for field in dataclasses.fields(error)} if _is_data(error) else {}
    problem = problem_of(error(**values))
    pointer = problem.fields[0].pointer if problem.fields else ""
    data = tuple((name, str(value) if isinstance(value, UUID) else value) for name, value in problem.data.items())
    return Refusal(status_of(error), error.code, problem.detail, data, pointer)


def _is_data(error: type[DomainError]) -> bool:
    return dataclasses.is_dataclass(error)


_BY_NAME: dict[str, Any] = {
    "kind": "product",
    "key": "linen-shirt",
    "field": "name",
    "value": "linen-shirt",
    "reason": "is too long",
    "sku": "SHIRT-L",
    "permission": "catalog.write",
    "currency": "EUR",
    "expected": 3,
    "current": 4,
    "rule": "too_short",
}
_BY_TYPE: dict[Any, Any] = {str: "example", int: 1, bool: True, UUID: UUID("01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21")}


def _sample(name: str, kind: Any) -> Any:
    origin = getattr(kind, "__supertype__", kind)  # NewTypes of ids
    if origin in (str, int) and isinstance(_BY_NAME.get(name), origin):
        return _BY_NAME[name]
    text = str(origin)
    if text.startswith(("tuple", "frozenset", "list")):
        return ()
    return _BY_TYPE.get(origin, _BY_NAME.get(name))
