"""The whole document: computed once from the endpoints, kept as bytes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from apispec import APISpec
from pydantic import BaseModel

from adapters.http_flask.endpoints import Audience, Endpoint
from adapters.http_flask.openapi.parameters import SHARED, header_names, openapi_path, parameters_of
from adapters.http_flask.openapi.responses import HEADERS, examples_of, responses_of
from adapters.http_flask.openapi.schemas import Json, Mode, Schemas, example_of
from adapters.http_flask.openapi.schemes import SCHEMES
from adapters.http_flask.schemas import ProblemOut
from adapters.settings import Settings

DESCRIPTION = """The API of a shop: catalogue, carts, checkout, payments, orders, and everything staff need.

* Storefront operations need no account; a cart and an order are reached by the unguessable token in their address.
* Operations of a customer (`/api/v1/me/…`) need `Authorization: Bearer …`, the access token of somebody who signed in.
* Staff operations (`/api/v1/admin/…`) need `Authorization: Bearer …`, a token of staff or an API key; each names the permission
  that it asks for as a scope.
* Money is an integer of minor units: `{"amount": 1999, "currency": "EUR"}` is 19.99 euro.
* Refusals are [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem documents with a stable `code`.
* Send an `Idempotency-Key` with writes, so that repeating them is safe.
"""


def build_document(endpoints: list[Endpoint], settings: Settings) -> Json:
    """The OpenAPI 3.1 document of these endpoints."""
    schemas = Schemas(_models(endpoints))
    spec = APISpec(
        title="Stoa",
        version=_version(),
        openapi_version="3.1.0",
        info={"description": DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}, "summary": "A complete e-commerce back end"},
        servers=[
            # First, so that Swagger UI asks the address at which it was opened: its page may call no other.
            {"url": "/", "description": "The server that this document came from"},
            {"url": settings.base_url, "description": "This installation"},
        ],
        security=[],
        tags=_tags(endpoints),
    )
    _add_components(spec, schemas, endpoints)
    by_path: dict[str, Json] = {}
    for endpoint in endpoints:
        by_path.setdefault(openapi_path(endpoint.path), {})[endpoint.method.lower()] = operation_of(endpoint, endpoints, schemas)
    for path, operations in sorted(by_path.items()):
        spec.path(path=path, operations=operations)
    document: Json = spec.to_dict()
    return document


def _version() -> str:
    try:
        return version("stoa")
    except PackageNotFoundError:  # a checkout that was not installed
        project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
        return str(project["version"])


def _models(endpoints: list[Endpoint]) -> Iterator[tuple[type[BaseModel], Mode]]:
    yield ProblemOut, "serialization"
    for endpoint in endpoints:
        for request in (endpoint.body, endpoint.query):
            if request is not None:
                yield request, "validation"
        for answer in (endpoint.returns, *endpoint.answers.values()):
            if answer is not None:
                yield answer, "serialization"


def _tags(endpoints: list[Endpoint]) -> list[Json]:
    first: dict[str, Audience] = {}
    for endpoint in endpoints:
        first.setdefault(endpoint.tag, endpoint.audience)
    return [{"name": tag, "description": TAGS.get(tag, tag)} for tag in first]


#: What a section of the document is about.
TAGS = {
    "Products": "What the shop sells: browsed, filtered, searched by shoppers; kept by staff",
    "Categories": "The tree that shoppers walk through",
    "Collections": "Products gathered by hand or by a rule",
    "Attributes": "Typed facts that products can have",
    "Product types": "Which attributes products of a kind have",
    "Staff": "Who works for the shop: roles, invitations, acting for customers",
    "API keys": "How machines come in, with less than a person has",
    "Prices": "What a variant costs in a channel, when, and what it cost before",
    "Channels": "Storefronts: currency, languages, countries",
    "Privacy": "What people agreed to, the copy of their data, and being forgotten",
    "Audit log": "Who did what to which object, from where; chained, so that nobody changes it unseen",
    "Imports": "Whole catalogues from files, worked off in the background, and out into files",
    "Media": "Pictures of products",
    "Carts": "What somebody wants to buy; whoever knows the token owns the cart",
    "My profile": "What the shop knows of whoever is signed in",
    "My addresses": "The address book of whoever is signed in",
    "My cart": "The cart of an account, the same on every device",
    "My orders": "The order history of whoever is signed in",
    "Address forms": "What to ask in a form for an address, by country",
    "Customers": "Customers as staff work with them: search, correct, tag, note, tax",
    "Customer groups": "Groups of customers, and who is in them",
    "Checkout": "From a cart to a frozen quote, and from there to an order",
    "Orders": "What was bought, and what became of it",
    "Payments": "A ledger of what providers reported",
    "Shipments": "What left the house, and how to follow it",
    "Webhooks": "Reports of payment providers",
    "Stock": "On hand, reserved, available; every change is a movement with its reason",
    "Stock locations": "Where stock lies, by priority",
    "Shipping": "Zones of countries, and the methods offered there",
    "Taxes": "Categories of goods, zones of countries, and their rates",
    "Passkeys": "Keys that devices hold and people unlock: adding, showing and removing them",
    "Second factor": "Authenticators and recovery codes, and showing credentials once more",
    "External logins": "Signing in with an account that somebody has elsewhere, by OpenID Connect",
    "My account": "The account of whoever is signed in: address, password, the end of it",
    "Signing in": "Registering, proving who one is, and the tokens and sessions that come of it",
    "System": "Whether the service is well",
}


def _add_components(spec: APISpec, schemas: Schemas, endpoints: list[Endpoint]) -> None:
    queries = {schemas.ref(endpoint.query, "validation").get("$ref") for endpoint in endpoints if endpoint.query is not None}
    queries -= {schemas.ref(endpoint.body, "validation").get("$ref") for endpoint in endpoints if endpoint.body is not None}
    for name, schema in sorted(schemas.components.items()):
        if f"#/components/schemas/{name}" not in queries:  # query models appear as their parameters
            spec.components.schema(name, schema)
    used = {name for endpoint in endpoints for name in header_names(endpoint)}
    for name, parameter in SHARED.items():
        if name in used:
            spec.components.parameter(name, "header", parameter)
    for name, (_, header) in HEADERS.items():
        spec.components.header(name, header)
    for name, example in examples_of(endpoints).items():
        spec.components.example(name, example)
    named = {name for endpoint in endpoints for alternative in endpoint.policy.security for name in alternative}
    for name in sorted(named):
        spec.components.security_scheme(name, dict(SCHEMES[name]))


def operation_of(endpoint: Endpoint, endpoints: list[Endpoint], schemas: Schemas) -> Json:
    operation: Json = {
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": _description(endpoint),
        "operationId": endpoint.operation,
        "parameters": parameters_of(endpoint, schemas),
        "responses": responses_of(endpoint, endpoints, schemas),
        "security": endpoint.policy.security,
        "x-policy": {"kind": endpoint.policy.kind, **endpoint.policy.facts},
    }
    if endpoint.permission is not None:
        operation["x-permission"] = endpoint.permission
    if endpoint.body is not None:
        operation["requestBody"] = _request_body(endpoint, endpoint.body, schemas)
    elif endpoint.upload:
        operation["requestBody"] = UPLOAD
    return operation


#: A file, sent as it is or as a form's part called `file`.
UPLOAD: Json = {
    "required": True,
    "content": {
        "text/csv": {"schema": {"contentMediaType": "text/csv"}, "example": "Handle,Title,Variant Price\nmug,Mug,12.00\n"},
        "application/octet-stream": {"schema": {"contentMediaType": "application/octet-stream"}},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
            }
        },
    },
}


def _description(endpoint: Endpoint) -> str:
    text = re.sub(r"\n\s+", "\n", endpoint.description) or f"{endpoint.summary}."
    return f"{text}\n\n{endpoint.policy.sentence}" if endpoint.policy.sentence else text


def _request_body(endpoint: Endpoint, model: type[BaseModel], schemas: Schemas) -> Json:
    schema = schemas.ref(model, "validation")
    content: dict[str, Any] = {"schema": schema}
    if endpoint.examples:
        content["examples"] = {example.name: {"value": example.value} for example in endpoint.examples}
    else:
        content["example"] = example_of(schema, schemas.components)
    return {"required": not endpoint.body_optional, "content": {"application/json": content}}
