"""Nothing is open by being forgotten: every endpoint says who may call it, and its use case agrees."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from adapters.http_flask.app import create_app
from adapters.http_flask.endpoints import Audience, Endpoint, Endpoints
from adapters.http_flask.policies import BearerOfSecret, Public, Staff
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.settings import load_settings
from bootstrap import Backend, build
from tests.architecture.source import ROOT
from tests.architecture.test_use_cases import handlers

#: Routes beside the declared endpoints: pages and documents for everybody, and figures for the internal network.
UNDECLARED = {"openapi_document", "landing_page", "docs_page", "docs_file", "metrics"}

#: Operations that need no use case: what they answer is known to this process.
WITHOUT_USE_CASE = {"health_live", "health_ready", "show_demo_picture"}


@pytest.fixture(scope="module")
def flask() -> Flask:
    nowhere = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    settings = load_settings(_env_file=None, environment="test", log_level="WARNING", **nowhere)
    return create_app(build(settings, Backend.MEMORY), settings)


@pytest.fixture(scope="module")
def endpoints(flask: Flask) -> list[Endpoint]:
    return list(flask.extensions["stoa"].endpoints)


def test_every_route_is_a_declared_endpoint(flask: Flask, endpoints: list[Endpoint]) -> None:
    assert {rule.endpoint for rule in flask.url_map.iter_rules()} - {endpoint.operation for endpoint in endpoints} == UNDECLARED


def test_an_endpoint_without_a_policy_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="declare who may call it"):
        Endpoints("Orders", "/api/v1/orders").get("", "List orders")


@pytest.mark.parametrize(
    ("path", "audience", "options", "why"),
    [
        ("", Audience.ADMIN, {"policy": Public()}, "is for Staff"),
        ("", Audience.STOREFRONT, {"policy": "public"}, "must be one of"),
        ("", Audience.STOREFRONT, {"policy": Staff("orders.read"), "cached": True}, "cached answer goes to everybody"),
        ("/<uuid:order>", Audience.STOREFRONT, {"policy": BearerOfSecret("token")}, "has no <token>"),
    ],
)
def test_a_policy_that_lets_in_the_wrong_ones_cannot_be_declared(path: str, audience: Audience, options: dict[str, Any], why: str) -> None:
    declare = Endpoints("Orders", "/api/v1/x", audience).get(path, "Show", **options)

    def show(call: Call) -> Reply:
        return Reply(200)

    with pytest.raises(TypeError, match=why):
        declare(show)


def test_the_endpoint_asks_for_what_its_use_case_asks_for(endpoints: list[Endpoint]) -> None:
    """All of them when there are several: otherwise the second refuses after the first has done its work."""
    known = handlers()
    wrong = {}
    for endpoint in endpoints:
        called = {known[name] for name in use_cases_of(endpoint)}
        if not called and endpoint.operation not in WITHOUT_USE_CASE:
            wrong[endpoint.operation] = "calls no use case that could be found"
        asked = {(handler.permission, getattr(handler, "per_channel", False)) for handler in called if handler.permission is not None}
        declared = {(endpoint.permission, isinstance(endpoint.policy, Staff) and endpoint.policy.per_channel)}
        if asked != (declared if endpoint.permission is not None else set()):
            wrong[endpoint.operation] = f"declares {declared}, its use cases ask for {asked or 'nothing'}"
    assert wrong == {}


def use_cases_of(endpoint: Endpoint) -> set[str]:
    """`orders.refund` for a view that calls `app.orders.refund(…)`, itself or in a function of the API that it calls."""
    view = inspect.unwrap(endpoint.view)
    module = Path(inspect.getsourcefile(view) or "")
    tree = _tree(module)
    function = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == view.__name__ and node.lineno <= _body_line(view) <= (node.end_lineno or 0)
    )
    found: set[str] = set()
    _gather(module, function, found, set())
    return found


def _body_line(view: Any) -> int:
    return max(line for _, _, line in view.__code__.co_lines() if line is not None)


def _gather(module: Path, function: ast.AST, found: set[str], seen: set[tuple[Path, str]]) -> None:
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and ast.unparse(node.value.value) == "app":
            name = f"{node.value.attr}.{node.attr}"
            if name in handlers():
                found.add(name)
    for name in names:
        for place, called in _functions(module, name):
            if (place, name) not in seen:
                seen.add((place, name))
                _gather(place, called, found, seen)


def _functions(module: Path, name: str) -> list[tuple[Path, ast.AST]]:
    """Functions of this name in the module, or where the module imports it from within the API."""
    own: list[tuple[Path, ast.AST]] = [(module, function) for function in _own_functions(module).get(name, ())]
    for place in _imported(module).get(name, ()):
        own += _functions(place, name)
    return own


@cache
def _own_functions(module: Path) -> dict[str, list[ast.AST]]:
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.FunctionDef):
            found.setdefault(node.name, []).append(node)
    return found


@cache
def _imported(module: Path) -> dict[str, list[Path]]:
    """Name → modules of the API where it comes from."""
    found: dict[str, list[Path]] = {}
    for node in (node for node in _tree(module).body if isinstance(node, ast.ImportFrom)):
        source = node.module or ""
        place = ROOT / f"{source.replace('.', '/')}.py"
        if source.startswith("adapters.http_flask.") and place.exists():
            for alias in node.names:
                found.setdefault(alias.asname or alias.name, []).append(place)
    return found


@cache
def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text())
