"""The OpenAPI document: complete, honest, and the same as the endpoints do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import TypeAdapter

from adapters.http_flask.app import create_app
from adapters.http_flask.endpoints import Endpoint, Idempotency, IfMatch
from adapters.http_flask.openapi.parameters import openapi_path
from adapters.http_flask.policies import BearerOfSecret
from adapters.http_flask.problems import status_of
from adapters.http_flask.sessions.browser import CSRF_HEADER, REFRESH_COOKIE
from adapters.settings import load_settings
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, build

Operation = dict[str, Any]


@pytest.fixture(scope="module")
def described() -> tuple[list[Endpoint], dict[str, Any]]:
    """The endpoints and their document, made once: it takes a second, and nothing here changes it."""
    nowhere = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    settings = load_settings(_env_file=None, environment="test", log_level="WARNING", **nowhere)
    flask = create_app(build(settings, Backend.MEMORY), settings)
    return flask.extensions["stoa"].endpoints, flask.test_client().get("/api/v1/openapi.json").json


@pytest.fixture
def document(described: tuple[list[Endpoint], dict[str, Any]]) -> dict[str, Any]:
    return described[1]


@pytest.fixture
def endpoints(described: tuple[list[Endpoint], dict[str, Any]]) -> list[Endpoint]:
    return described[0]


@pytest.fixture
def operations(document: dict[str, Any]) -> list[tuple[str, str, Operation]]:
    return [(path, method, operation) for path, item in document["paths"].items() for method, operation in item.items()]


def test_every_endpoint_is_in_the_document(document: dict[str, Any], endpoints: list[Endpoint]) -> None:
    described = {(path, method.upper()) for path, item in document["paths"].items() for method in item}
    assert described == {(openapi_path(endpoint.path), endpoint.method) for endpoint in endpoints}
    assert document["openapi"].startswith("3.1")


def test_every_operation_says_what_it_is(operations: list[tuple[str, str, Operation]], document: dict[str, Any]) -> None:
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert [name for name, description in tags.items() if description == name] == [], "describe the tag in openapi/document.py"
    for path, method, operation in operations:
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["tags"][0] in tags, where
        assert any(status.startswith(("2", "302")) for status in operation["responses"]), where
        assert {"400", "500"} <= operation["responses"].keys(), where


def test_operation_ids_are_unique(operations: list[tuple[str, str, Operation]]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations]
    assert len(ids) == len(set(ids))


def test_every_parameter_is_described(operations: list[tuple[str, str, Operation]], document: dict[str, Any]) -> None:
    for path, method, operation in operations:
        given = [_resolved(document, parameter) for parameter in operation["parameters"]]
        assert {parameter["name"] for parameter in given if parameter["in"] == "path"} == set(re.findall(r"{(\w+)}", path)), path
        assert all(parameter.get("schema") for parameter in given), f"{method} {path}"
        names = [(parameter["in"], parameter["name"]) for parameter in given]
        assert len(names) == len(set(names))


def test_every_problem_has_an_example_that_tells_its_status(operations: list[tuple[str, str, Operation]], document: dict[str, Any]) -> None:
    for path, method, operation in operations:
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/problem+json")
            if content is None:
                continue
            assert content["examples"], f"{method} {path} {status}"
            for code, example in content["examples"].items():
                value = _resolved(document, example)["value"]
                assert (str(value["status"]), value["code"]) == (status, code), f"{method} {path}"
                assert value["detail"], code


def test_every_operation_shows_the_headers_it_sends(operations: list[tuple[str, str, Operation]]) -> None:
    for path, method, operation in operations:
        for status, response in operation["responses"].items():
            assert "X-Request-ID" in response["headers"], f"{method} {path} {status}"
            assert status not in ("429",) or "Retry-After" in response["headers"]
            assert status != "401" or "WWW-Authenticate" in response["headers"]


def test_headers_follow_from_the_declaration(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    for endpoint in endpoints:
        operation = document["paths"][openapi_path(endpoint.path)][endpoint.method.lower()]
        names = {_resolved(document, parameter)["name"] for parameter in operation["parameters"]}
        assert ("Idempotency-Key" in names) == (endpoint.idempotency is not Idempotency.NONE)
        assert ("If-Match" in names) == (endpoint.if_match is not IfMatch.NONE)
        assert ("428" in operation["responses"]) == (endpoint.if_match is IfMatch.REQUIRED)
        assert ("429" in operation["responses"]) == (endpoint.rate != "none")
        assert operation["security"] == endpoint.policy.security


def test_every_operation_says_who_may_call_it(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    schemes = document["components"]["securitySchemes"]
    for endpoint in endpoints:
        operation = document["paths"][openapi_path(endpoint.path)][endpoint.method.lower()]
        assert operation["x-policy"]["kind"] == endpoint.policy.kind
        assert {name for alternative in operation["security"] for name in alternative} <= schemes.keys()
        scopes = [needed for alternative in operation["security"] for needed in alternative.values()]
        assert scopes == [[endpoint.permission] if endpoint.permission else []] * len(scopes)
        refused = {str(status_of(error)) for error in endpoint.policy.refusals}
        assert refused <= operation["responses"].keys(), endpoint.operation
        if isinstance(endpoint.policy, BearerOfSecret):
            assert "404" in operation["responses"], "a wrong secret is as if there were nothing"


def test_security_schemes_say_how_each_kind_of_caller_shows_who_it_is(
    operations: list[tuple[str, str, Operation]], document: dict[str, Any]
) -> None:
    schemes = document["components"]["securitySchemes"]
    expected = {
        "public": [],
        "operator": [],
        "signed_by_provider": [],
        "bearer_of_refresh_token": [{}, {"refresh_cookie", "csrf_token"}],
        "signed_in": [{"session"}, {"staff"}],
        "staff": [{"staff"}, {"api_key"}],
    }
    for path, method, operation in operations:
        policy, alternatives = operation["x-policy"], [set(alternative) for alternative in operation["security"]]
        if policy["kind"] == "staff" and (policy["fresh"] or policy["step_up"]):
            assert alternatives == [{"staff"}], f"{method} {path}: what own hands must do is not for machines"
        elif policy["kind"] in expected:
            more = [{"session"}, {"staff"}] if policy.get("or_signed_in") else []
            assert alternatives == [set(names) for names in expected[policy["kind"]]] + more, f"{method} {path}"
    assert {name for _, _, operation in operations for alternative in operation["security"] for name in alternative} == schemes.keys()
    assert (schemes["refresh_cookie"]["in"], schemes["refresh_cookie"]["name"]) == ("cookie", REFRESH_COOKIE)
    assert (schemes["csrf_token"]["in"], schemes["csrf_token"]["name"]) == ("header", CSRF_HEADER)


def test_every_scope_is_a_permission_that_the_scheme_explains(
    operations: list[tuple[str, str, Operation]], document: dict[str, Any]
) -> None:
    schemes = document["components"]["securitySchemes"]
    asked = {
        (name, scope)
        for _, _, op in operations
        for alternative in op["security"]
        for name, needed in alternative.items()
        for scope in needed
    }
    assert {name for name, _ in asked} == {"staff", "api_key"}
    for name, scope in asked:
        assert schemes[name]["x-scopes"][scope] == PERMISSIONS[scope]


def test_examples_of_bodies_are_requests_that_fit(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    for endpoint in endpoints:
        if endpoint.body is None:
            continue
        content = document["paths"][openapi_path(endpoint.path)][endpoint.method.lower()]["requestBody"]["content"]["application/json"]
        values = [content["example"]] if "example" in content else [example["value"] for example in content["examples"].values()]
        adapter = TypeAdapter(endpoint.body)
        for value in values:
            adapter.validate_json(adapter_bytes(value), strict=True)


def adapter_bytes(value: Any) -> bytes:
    return TypeAdapter(Any).dump_json(value)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(document))):
        _resolved(document, {"$ref": reference})


def test_models_have_one_name_each(document: dict[str, Any]) -> None:
    """Two classes of one name would appear under their modules' names."""
    assert [name for name in document["components"]["schemas"] if "_" in name] == []


def test_links_lead_to_operations(operations: list[tuple[str, str, Operation]], document: dict[str, Any]) -> None:
    parameters = {
        operation["operationId"]: {_resolved(document, parameter)["name"] for parameter in operation["parameters"]}
        for _, _, operation in operations
    }
    for _, _, operation in operations:
        for response in operation["responses"].values():
            for name, link in response.get("links", {}).items():
                assert link["operationId"] in parameters, name
                assert {key.split(".")[-1] for key in link["parameters"]} <= parameters[link["operationId"]], name


def test_the_document_is_kept_by_its_etag(visitor: FlaskClient) -> None:
    etag = visitor.get("/api/v1/openapi.json").headers["ETag"]
    again = visitor.get("/api/v1/openapi.json", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_the_documentation_loads_everything_from_this_server(visitor: FlaskClient) -> None:
    for page in ("/", "/docs"):
        answer = visitor.get(page)
        assert answer.mimetype == "text/html"
        links = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
        assert links
        for link in links:
            assert link.startswith("/"), link
            assert visitor.get(link).status_code == 200, link
        assert "<script>" not in answer.text
        assert "style=" not in answer.text


def test_only_the_files_of_the_documentation_are_served(visitor: FlaskClient) -> None:
    for name in ("swagger-ui.js", "LICENSE", "..%2fdocument.py", "%2e%2e", "docs.html"):
        assert visitor.get(f"/docs/{name}").status_code == 404


def _resolved(document: dict[str, Any], thing: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in thing:
        return thing
    target: Any = document
    for part in thing["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return dict(target)
