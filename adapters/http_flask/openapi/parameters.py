"""Parameters of an operation: from its path, its query model, and the headers that its shape honours."""

from __future__ import annotations

import re

from adapters.http_flask.endpoints import Endpoint, Idempotency, IfMatch
from adapters.http_flask.openapi.schemas import Json, Schemas

_PART = re.compile(r"<(?:(?P<converter>[a-z]+)(?:\([^)]*\))?:)?(?P<name>[a-z_]+)>")

_CONVERTERS: dict[str, Json] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
    "path": {"type": "string", "minLength": 1},
}
#: What may stand in one segment of a path; anything else is simply not found.
SEGMENT: Json = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[^/\x00]+$"}


def openapi_path(path: str) -> str:
    """`/carts/<token>` → `/carts/{token}`."""
    return _PART.sub(lambda part: "{" + part["name"] + "}", path)


def parameters_of(endpoint: Endpoint, schemas: Schemas) -> list[Json | str]:
    """Shared headers by name (apispec makes them references), the others in full."""
    return [*_path(endpoint), *_query(endpoint, schemas), *header_names(endpoint)]


def _path(endpoint: Endpoint) -> list[Json]:
    return [
        {
            "name": part["name"],
            "in": "path",
            "required": True,
            "description": endpoint.path_params.get(part["name"], f"The {part['name'].replace('_', ' ')}"),
            "schema": _CONVERTERS.get(part["converter"] or "", SEGMENT),
        }
        for part in _PART.finditer(endpoint.path)
    ]


def _query(endpoint: Endpoint, schemas: Schemas) -> list[Json]:
    if endpoint.query is None:
        return []
    model = schemas.resolved(schemas.ref(endpoint.query, "validation"))
    required = set(model.get("required", ()))
    return [_query_parameter(name, schema, name in required) for name, schema in model.get("properties", {}).items()]


def _query_parameter(name: str, schema: Json, required: bool) -> Json:
    schema = _without_null(schema)
    parameter: Json = {"name": name, "in": "query", "required": required, "schema": schema}
    description = schema.pop("description", None)
    if description:
        parameter["description"] = description
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": True}
    return parameter


def _without_null(schema: Json) -> Json:
    """A query parameter is absent, never null."""
    schema = dict(schema)
    if schema.get("default", 0) is None:
        del schema["default"]
    options = [part for part in schema.get("anyOf", ()) if part.get("type") != "null"]
    if len(options) == 1:
        del schema["anyOf"]
        schema = options[0] | schema
    elif options:
        schema["anyOf"] = options
    return schema


def header_names(endpoint: Endpoint) -> list[str]:
    """The shared header parameters that an operation honours."""
    names = ["RequestId"]
    if endpoint.idempotency is not Idempotency.NONE:
        names.append("IdempotencyKey")
    if endpoint.if_match is not IfMatch.NONE:
        names.append("IfMatchRequired" if endpoint.if_match is IfMatch.REQUIRED else "IfMatch")
    if endpoint.conditional:
        names.append("IfNoneMatch")
    return names


def _header(name: str, description: str, schema: Json, *, required: bool = False) -> Json:
    # No examples: Swagger UI would send them, and one example key for every request is one request for every user.
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


_VERSION = {"type": "string", "pattern": r'^(\*|(W/)?"?v[0-9]{1,8}"?)$'}

SHARED: dict[str, Json] = {
    "RequestId": _header(
        "X-Request-ID",
        "Names this request in answers and logs: 8 to 64 letters, digits and hyphens are taken over, anything else is replaced.",
        {"type": "string"},
    ),
    "IdempotencyKey": _header(
        "Idempotency-Key",
        "Makes repeating safe: the same key with the same request answers the stored answer for at least 24 hours.",
        {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    ),
    "IfMatch": _header(
        "If-Match",
        "The ETag that you read: a newer version is answered 412 instead of overwritten.",
        _VERSION,
    ),
    "IfMatchRequired": _header(
        "If-Match",
        "The ETag that you read, or `*` to overwrite whatever is there. Without it the answer is 428.",
        _VERSION,
        required=True,
    ),
    "IfNoneMatch": _header(
        "If-None-Match",
        "The ETag that you have: the same version is answered 304 without a body.",
        {"type": "string"},
    ),
}
