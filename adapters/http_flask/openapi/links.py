"""Links from a creation to what can be done with its result: found by paths and field names, beside the declared ones."""

from __future__ import annotations

import re

from adapters.http_flask.endpoints import Endpoint
from adapters.http_flask.openapi.parameters import openapi_path
from adapters.http_flask.openapi.schemas import Json, Schemas

_PARAMETER = re.compile(r"{(\w+)}")


def links_of(endpoint: Endpoint, endpoints: list[Endpoint], schemas: Schemas) -> dict[str, Json]:
    """By name; a declared link wins over a found one to the same operation."""
    links = {link.name: _link(link.operation, link.parameters, link.description) for link in endpoint.links}
    declared = {link.operation for link in endpoint.links}
    for target in endpoints if endpoint.method == "POST" and endpoint.status == 201 else []:
        parameters = _parameters(endpoint, target, schemas)
        if parameters and target.operation not in declared:
            links[target.operation] = _link(target.operation, parameters, f"{target.summary}.")
    return links


def _link(operation: str, parameters: dict[str, str], description: str) -> Json:
    return {"operationId": operation, "parameters": parameters} | ({"description": description} if description else {})


def _parameters(endpoint: Endpoint, target: Endpoint, schemas: Schemas) -> dict[str, str]:
    """How every path parameter of `target` follows from the creation; empty when one does not."""
    path, further = openapi_path(endpoint.path), openapi_path(target.path)
    if not further.startswith(path + "/{") or endpoint.returns is None:
        return {}
    own = set(_PARAMETER.findall(path))
    fields = schemas.resolved(schemas.ref(endpoint.returns, "serialization")).get("properties", {})
    found: dict[str, str] = {}
    for name in _PARAMETER.findall(further):
        if name in own:
            found[name] = f"$request.path.{name}"
        elif name in fields:
            found[name] = f"$response.body#/{name}"
        elif name.endswith("_id") and "id" in fields and set(found) == own:
            found[name] = "$response.body#/id"
        else:
            return {}
    return found
