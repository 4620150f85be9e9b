"""Works out once a process what every test would work out anew: the same results, sooner.

Nothing of the shop is shared, only what libraries derive from code that does not change: the signatures that punq reads of every
handler, the functions that werkzeug compiles for building addresses (nobody calls them: they are compiled on first use here), and which
of all step definitions a line of a scenario means.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import punq
import pytest
from pytest_bdd.parser import Step
from werkzeug.routing import Rule


def pytest_configure() -> None:
    _compile_builders_on_first_use()
    _read_signatures_once()
    _find_steps_once()


def _compile_builders_on_first_use() -> None:
    compile_builder: Callable[..., Callable[..., tuple[str, str]]] = Rule._compile_builder

    def compiled_later(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            if not compiled:
                compiled.append(compile_builder(self, append_unknown))
            return compiled[0](rule, **values)

        return build

    Rule._compile_builder = compiled_later  # type: ignore[method-assign]


def _read_signatures_once() -> None:
    read: Callable[[Any, type[Any]], dict[str, Any]] = punq._Registry._get_needs_for_ctor
    known: dict[Any, dict[str, Any]] = {}

    def needs(self: Any, cls: type[Any]) -> dict[str, Any]:
        # Names of what is registered win over those of the module: where they differ, the answer may.
        key = cls, tuple((name, self._localns[name]) for name in _names_in_signature(cls) if name in self._localns)
        if key not in known:
            known[key] = read(self, cls)
        return known[key]

    def argspec(function: Any) -> inspect.FullArgSpec:
        return _argspec_of_class(function) if isinstance(function, type) else inspect.getfullargspec(function)

    punq._Registry._get_needs_for_ctor = needs
    punq.inspect = SimpleNamespace(**vars(inspect) | {"getfullargspec": argspec})


def _find_steps_once() -> None:
    """Otherwise pytest-bdd tries every definition of all contexts on every line, twice in every run of a scenario."""
    scenario = import_module("pytest_bdd.scenario")  # the package has a function of this name
    find = scenario.find_fixturedefs_for_step
    known: dict[tuple[str, str, Any], list[Any]] = {}

    def found(step: Step, fixturemanager: Any, node: pytest.Item) -> list[Any]:
        key = step.type, step.name, node.parent  # Scenarios of one module see the same definitions.
        if key not in known:
            known[key] = list(find(step=step, fixturemanager=fixturemanager, node=node))
        return known[key]

    scenario.find_fixturedefs_for_step = found


@cache
def _names_in_signature(cls: type[Any]) -> tuple[str, ...]:
    annotations = getattr(cls.__init__, "__annotations__", {})
    return tuple(sorted({name for text in annotations.values() for name in re.findall(r"\w+", str(text))}))


@cache
def _argspec_of_class(cls: type[Any]) -> inspect.FullArgSpec:
    return inspect.getfullargspec(cls)
