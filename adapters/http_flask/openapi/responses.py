"""Answers of an operation: its successes, and a problem document for every refusal."""

from __future__ import annotations

from typing import Any

from adapters.http_flask.endpoints import Endpoint, Idempotency
from adapters.http_flask.openapi.links import links_of
from adapters.http_flask.openapi.parameters import openapi_path
from adapters.http_flask.openapi.refusals import Refusal, refusals_of
from adapters.http_flask.openapi.schemas import Json, Schemas, example_of
from adapters.http_flask.problems import PROBLEM_TYPE, TITLES
from adapters.http_flask.schemas import ProblemOut

_SUCCESS = {200: "Done", 201: "Created", 202: "Accepted; the work goes on", 204: "Done; nothing to say", 301: "Moved", 304: "Not modified"}
_RETRY = frozenset((429, 503))


def responses_of(endpoint: Endpoint, endpoints: list[Endpoint], schemas: Schemas) -> Json:
    responses: Json = {str(endpoint.status): _success(endpoint, endpoints, schemas)}
    if endpoint.conditional:
        responses["304"] = {"description": _SUCCESS[304], "headers": _headers("RequestId", "ETag", "CacheControl", *_limits(endpoint))}
    for status, meaning in endpoint.also.items():
        responses[str(status)] = _also(endpoint, status, meaning, schemas)
    for status, model in endpoint.answers.items():
        answer = _answer(endpoint, status, schemas.ref(model, "serialization"), schemas)
        responses[str(status)] = answer | ({"description": endpoint.also[status]} if status in endpoint.also else {})
    for status, refusals in refusals_of(endpoint).items():
        if str(status) not in responses:
            responses[str(status)] = _problem(endpoint, status, refusals, schemas)
    return dict(sorted(responses.items()))


def _success(endpoint: Endpoint, endpoints: list[Endpoint], schemas: Schemas) -> Json:
    schema = schemas.ref(endpoint.returns, "serialization") if endpoint.returns is not None else None
    response = _answer(endpoint, endpoint.status, schema, schemas)
    links = links_of(endpoint, endpoints, schemas)
    if links:
        response["links"] = links
    return response


def _answer(endpoint: Endpoint, status: int, schema: Json | None, schemas: Schemas) -> Json:
    names = ["RequestId", "CacheControl", *_limits(endpoint)]
    if endpoint.versioned or endpoint.cached:
        names.append("ETag")
    if status in (201, 202) and endpoint.location:
        names.append("Location")
    if endpoint.idempotency is not Idempotency.NONE:
        names.append("IdempotentReplayed")
    response: Json = {"description": _SUCCESS.get(status, TITLES.get(status, "Answer")), "headers": _headers(*names)}
    if schema is not None:
        response["content"] = {endpoint.content_type: {"schema": schema, "example": example_of(schema, schemas.components)}}
    elif endpoint.content_type != "application/json":
        kinds = (endpoint.content_type, *endpoint.or_content_types)
        response["content"] = {kind: {"schema": {"type": "string"}} for kind in kinds}
    return response


def _also(endpoint: Endpoint, status: int, meaning: str, schemas: Schemas) -> Json:
    if status >= 400:
        known = refusals_of(endpoint).get(status, [])
        return _problem(endpoint, status, known, schemas) | {"description": meaning}
    response = _answer(
        endpoint, status, schemas.ref(endpoint.returns, "serialization") if status < 300 and endpoint.returns else None, schemas
    )
    if status in (301, 302, 303, 307, 308):
        response["headers"] |= _headers("Location")
    return response | {"description": meaning}


def _problem(endpoint: Endpoint, status: int, refusals: list[Refusal], schemas: Schemas) -> Json:
    names = ["RequestId", *_limits(endpoint)]
    if status in _RETRY:
        names.append("RetryAfter")
    if status == 401:
        names.append("Authenticate")
    content: dict[str, Any] = {"schema": schemas.ref(ProblemOut, "serialization")}
    if refusals:
        content["examples"] = {refusal.code: {"$ref": f"#/components/examples/{refusal.code}"} for refusal in refusals}
    return {
        "description": "; ".join(f"`{refusal.code}`" for refusal in refusals) or TITLES.get(status, "Problem"),
        "headers": _headers(*names),
        "content": {PROBLEM_TYPE: content},
    }


def examples_of(endpoints: list[Endpoint]) -> dict[str, Json]:
    """One example a problem code, shared by all operations."""
    found: dict[str, Json] = {}
    for endpoint in endpoints:
        for refusals in refusals_of(endpoint).values():
            for refusal in refusals:
                found.setdefault(refusal.code, {"summary": refusal.detail, "value": refusal.example()})
    return dict(sorted(found.items()))


def _limits(endpoint: Endpoint) -> tuple[str, ...]:
    return () if endpoint.rate == "none" else ("RateLimit", "RateLimitPolicy")


def _headers(*names: str) -> Json:
    return {HEADERS[name][0]: {"$ref": f"#/components/headers/{name}"} for name in names}


def _text(description: str, example: str) -> Json:
    return {"description": description, "schema": {"type": "string"}, "example": example}


#: Component name → (header, its description).
HEADERS: dict[str, tuple[str, Json]] = {
    "RequestId": ("X-Request-ID", _text("The name of this request in our logs.", "01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21")),
    "ETag": ("ETag", _text("The version of what was answered; send it back as If-Match or If-None-Match.", '"v7"')),
    "CacheControl": ("Cache-Control", _text("Whether and how long the answer may be kept.", "no-store")),
    "Location": ("Location", _text("The address of the resource.", "/api/v1/admin/channels/default")),
    "RetryAfter": (
        "Retry-After",
        {"description": "Seconds to wait before repeating.", "schema": {"type": "integer", "minimum": 0}, "example": 1},
    ),
    "RateLimit": ("RateLimit", _text("What is left in the current window: r = requests, t = seconds to its end.", '"read";r=1187;t=42')),
    "RateLimitPolicy": ("RateLimit-Policy", _text("The limit that applies: q = requests, w = seconds.", '"read";q=1200;w=60')),
    "IdempotentReplayed": ("Idempotent-Replayed", _text("`true` when this is the stored answer of an earlier request.", "true")),
    "Authenticate": ("WWW-Authenticate", _text("How to authenticate.", "Bearer")),
}

__all__ = ["HEADERS", "examples_of", "openapi_path", "responses_of"]
