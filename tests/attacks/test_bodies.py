"""Mass assignment, and bodies that are made to hurt: every operation that takes one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import orjson
import pytest

from tests.access_matrix.conftest import Walk
from tests.access_matrix.operations import Operation
from tests.attacks.conftest import insider

#: What attackers hope that a body is copied into.
COVETED = ("id", "version", "account_id", "is_admin", "permissions", "roles", "status", "total", "created_at", "__class__")
LARGE = 2_000_000


def taking_json(shop: Walk) -> list[Operation]:
    return [op for op in shop.operations if "application/json" in op.text.get("requestBody", {}).get("content", {})]


def post(shop: Walk, operation: Operation, body: Any) -> Any:
    actor = insider(operation)
    headers = {"If-Match": "*"} | ({"Authorization": f"Bearer {shop.door.expect(actor)}"} if actor else {})
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    path = operation.address(shop.objects)
    return shop.client.open(path, method=operation.method, data=raw, content_type="application/json", headers=headers)


def places(value: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a body, with the way to it."""
    if isinstance(value, dict):
        yield pointer, value
        for name, part in value.items():
            yield from places(part, f"{pointer}/{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from places(part, f"{pointer}/{number}")


def test_there_are_bodies_to_attack(shop: Walk) -> None:
    assert len(taking_json(shop)) > 40


def test_no_schema_of_a_request_leaves_room_for_unknown_fields(shop: Walk) -> None:
    schemas = shop.document["components"]["schemas"]
    waiting = [op.text["requestBody"]["content"]["application/json"]["schema"] for op in taking_json(shop)]
    seen: set[str] = set()
    loose = []
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            name = item.get("$ref", "").rpartition("/")[2]
            if name in schemas and name not in seen:
                seen.add(name)
                waiting.append(schemas[name])
                if schemas[name].get("type") == "object" and schemas[name].get("additionalProperties") is not False:
                    loose.append(name)
            waiting += item.values()
    assert loose == []


@pytest.mark.parametrize("field", COVETED)
def test_a_field_that_is_not_asked_for_is_refused_wherever_it_stands(shop: Walk, field: str) -> None:
    tried = 0
    for operation in taking_json(shop):
        body = operation.body(shop.objects)
        for pointer, found in list(places(body)):
            if field in found or _is_a_dictionary(shop, operation, pointer):
                continue
            changed = deepcopy(body)
            _put(changed, pointer, field)
            answer = post(shop, operation, changed)
            if _takes(shop, operation, pointer, field):
                continue  # What it answers then is its own affair: it may be a file.
            where = f"{operation.id} {pointer}/{field}: {answer.status_code} {answer.text[:200]}"
            assert answer.status_code == 422, where
            assert f"{pointer}/{field}" in {item["pointer"] for item in answer.json["errors"]}, where
            tried += 1
    assert tried > len(taking_json(shop)) // 2


def test_what_an_answer_shows_cannot_be_sent_back_unless_it_is_a_field_of_the_request(shop: Walk) -> None:
    """Read-only fields: those of the answer's schema that the request's schema does not have."""
    schemas = shop.document["components"]["schemas"]
    tried = 0
    for operation in taking_json(shop):
        taken = schemas[operation.text["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        success = next(answer for status, answer in operation.text["responses"].items() if status.startswith("2"))
        shown = success.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
        for name in sorted(schemas.get(shown, {}).get("properties", {}).keys() - taken.get("properties", {}).keys()):
            answer = post(shop, operation, operation.body(shop.objects) | {name: None})
            assert (answer.status_code, answer.json["code"]) == (422, "invalid_body"), f"{operation.id} took {name}"
            tried += 1
    assert tried > 100


def test_a_body_deeper_than_any_shop_is_refused_everywhere(shop: Walk) -> None:
    deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    for operation in taking_json(shop):
        answer = post(shop, operation, deep)
        assert (answer.status_code, answer.json["code"]) == (400, "too_complex"), operation.id


def test_a_body_larger_than_the_limit_is_refused_everywhere(shop: Walk) -> None:
    for operation in taking_json(shop):
        answer = post(shop, operation, b'{"a":"' + b"a" * LARGE + b'"}')
        assert (answer.status_code, answer.json["code"]) == (413, "body_too_large"), operation.id


@pytest.mark.parametrize("body", [b'{"a":1e999}', b'{"a":' + b"9" * 5_000 + b"}", b'{"a":"\\ud800"}', b"\xff\xfe{}", b'{"a":1,"a":2}'])
def test_odd_json_never_is_an_error_of_ours(shop: Walk, body: bytes) -> None:
    for operation in taking_json(shop):
        assert post(shop, operation, body).status_code in {400, 422}, operation.id


def test_every_text_of_a_body_has_a_longest_form(shop: Walk) -> None:
    """Ten thousand characters and one more do not get into any text of any body."""
    endless = []
    for operation in taking_json(shop):
        body = operation.body(shop.objects)
        for pointer, found in list(places(body)):
            for name, value in found.items():
                if isinstance(value, str):
                    changed = deepcopy(body)
                    _put(changed, pointer, name, "a" * 10_001)
                    if post(shop, operation, changed).status_code not in {400, 404, 409, 413, 422}:
                        endless.append(f"{operation.id} {pointer}/{name}")
    assert endless == []


def test_a_refusal_does_not_repeat_what_was_sent(shop: Walk) -> None:
    sent = "S3cret-of-ada@example.com"
    for operation in taking_json(shop):
        for pointer, found in list(places(operation.body(shop.objects))):
            for name in found:
                changed = deepcopy(operation.body(shop.objects))
                _put(changed, pointer, name, {"value": sent})
                answer = post(shop, operation, changed)
                assert answer.status_code >= 400 or name in {"value"}, f"{operation.id} {pointer}/{name}"
                assert sent not in answer.text, f"{operation.id} {pointer}/{name}"


def _put(body: Any, pointer: str, field: str, value: Any = None) -> None:
    for part in pointer.split("/")[1:]:
        body = body[int(part)] if isinstance(body, list) else body[part]
    body[field] = value


def _schema_at(shop: Walk, operation: Operation, pointer: str) -> list[dict[str, Any]]:
    """The schemas that may apply at this place."""
    schemas = shop.document["components"]["schemas"]

    def options(schema: dict[str, Any]) -> list[dict[str, Any]]:
        if "$ref" in schema:
            return options(schemas[schema["$ref"].rpartition("/")[2]])
        nested = [part for key in ("anyOf", "oneOf", "allOf") for part in schema.get(key, ())]
        return [found for part in nested for found in options(part)] or [schema]

    found = options(operation.text["requestBody"]["content"]["application/json"]["schema"])
    for part in pointer.split("/")[1:]:
        found = [option for schema in found for option in options(_inner(schema, part))]
    return found


def _inner(schema: dict[str, Any], part: str) -> dict[str, Any]:
    inner = schema["items"] if part.isdigit() and "items" in schema else schema.get("properties", {}).get(part)
    return dict(inner or schema.get("additionalProperties") or {})


def _is_a_dictionary(shop: Walk, operation: Operation, pointer: str) -> bool:
    """Texts by language, attributes by code: their keys are data."""
    more = [schema.get("additionalProperties") for schema in _schema_at(shop, operation, pointer)]
    return any(isinstance(values, dict) or values is True for values in more)


def _takes(shop: Walk, operation: Operation, pointer: str, field: str) -> bool:
    return any(field in schema.get("properties", {}) for schema in _schema_at(shop, operation, pointer))
