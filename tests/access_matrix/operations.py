"""The rows of the matrix: every operation of the OpenAPI document, with a request that fits it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.access_matrix.bodies import BODIES
from tests.support.sample_objects import CSV, SampleObjects

#: What a path parameter of an own thing becomes when it names nothing, by its format.
UNKNOWN = {"uuid": lambda: str(uuid4()), "": lambda: "n" * 32}


@dataclass(frozen=True)
class Operation:
    """One operation, read from the document alone."""

    id: str
    method: str
    path: str
    policy: dict[str, Any]
    security: list[dict[str, list[str]]]
    text: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.policy["kind"])

    @property
    def statuses(self) -> set[int]:
        return {int(status) for status in self.text["responses"]}

    def send(self, client: FlaskClient, objects: SampleObjects, token: str | None = None, path: str | None = None) -> TestResponse:
        """A good request by whoever has this token; nobody without one."""
        headers = {"If-Match": "*"} if any("IfMatch" in parameter.get("$ref", "") for parameter in self.text["parameters"]) else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        address = path if path is not None else self.address(objects)
        return client.open(address, method=self.method, headers=headers, **self._content(objects))

    def address(self, objects: SampleObjects) -> str:
        query = [p for p in self.text["parameters"] if p.get("in") == "query" and p.get("required")]
        asked = "&".join(f"{parameter['name']}={objects.shop.channel}" for parameter in query)
        return objects.path(self.path) + (f"?{asked}" if asked else "")

    def with_unknown(self, parameter: str, objects: SampleObjects) -> str:
        """The address with something nobody knows in the place of one parameter."""
        schema = next(p["schema"] for p in self.text["parameters"] if p.get("name") == parameter)
        return objects.path(self.path.replace("{" + parameter + "}", UNKNOWN[schema.get("format", "")]()))

    def body(self, objects: SampleObjects) -> Any:
        """A good JSON body, for operations that take one."""
        if self.id in BODIES:
            return BODIES[self.id](objects)
        shown = self.text["requestBody"]["content"]["application/json"]
        return shown["example"] if "example" in shown else next(iter(shown["examples"].values()))["value"]

    def _content(self, objects: SampleObjects) -> dict[str, Any]:
        content = self.text.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            return {"json": self.body(objects)}
        return {"data": CSV.encode(), "content_type": "text/csv"} if content else {}


def operations_of(document: dict[str, Any]) -> list[Operation]:
    return [
        Operation(text["operationId"], method.upper(), path, text["x-policy"], text["security"], text)
        for path, item in document["paths"].items()
        for method, text in item.items()
    ]
