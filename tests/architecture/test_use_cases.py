"""Every use case is reachable, guarded where staff act, and commits at most once."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from functools import cache
from inspect import getsource
from typing import Any, get_type_hints

from application.facade import Application
from application.shared.permissions import PERMISSIONS
from tests.architecture.source import modules

#: Rights that are given out already and whose use cases are still to come.
PROMISED = frozenset[str]()


@cache
def handlers() -> dict[str, type[Any]]:
    """`catalog.create_channel` → handler class, over the whole facade."""
    found = {}
    for context in fields(Application):
        kind = get_type_hints(Application)[context.name]
        if isinstance(kind, type) and kind.__name__.endswith("UseCases"):
            found.update({f"{context.name}.{field.name}": field.metadata["handler"] for field in fields(kind)})
    return found


def test_every_handler_module_is_in_the_table_of_contents() -> None:
    listed = {handler.__module__ for handler in handlers().values()}
    declared = {
        name.removesuffix(".py").replace("/", ".")
        for name, tree in modules("application").items()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Handler") and "/shared/" not in name and "/on_" not in name
    }
    assert declared - listed == set()


def test_a_command_that_names_its_actor_is_guarded() -> None:
    """By a permission, or by asking for an account; what belongs to the account is then all that it reaches."""
    for name, handler in handlers().items():
        command = get_type_hints(handler.__call__).get("command") or get_type_hints(handler.__call__).get("query")
        if command is not None and "actor" in {field.name for field in fields(command)}:
            asks = re.search(r"\.actor\.require_(account|own_hands|fresh)\(", getsource(handler))
            assert handler.permission or asks, f"{name}: its command has an actor but the handler asks for no permission and no account"


def test_every_permission_opens_something() -> None:
    asked = {handler.permission for handler in handlers().values()}
    assert sorted(PERMISSIONS.keys() - asked - PROMISED) == [], "a right that nobody can use misleads whoever gives it"


def test_a_handler_commits_in_one_place() -> None:
    for name, tree in modules("application").items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            commits = [node for node in ast.walk(function) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".commit")]
            assert len(commits) <= 1, f"{name}:{function.lineno} {function.name} commits {len(commits)} times"
