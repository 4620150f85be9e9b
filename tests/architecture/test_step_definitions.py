"""Every step of the features means one thing: of two definitions that match it, the last imported would win in silence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from tests.architecture.source import ROOT

STEPS = sorted((ROOT / "features" / "steps").glob("*_steps.py"))


@cache
def definitions() -> tuple[tuple[StepFunctionContext, str], ...]:
    """Each with its place."""
    names = [f"features.steps.{path.stem}" for path in STEPS]
    for name in names:
        import_module(name)
    found = [context for context in step_function_context_registry.values() if context.step_func.__module__ in names]
    return tuple((context, f"{context.step_func.__module__}.{context.step_func.__name__}") for context in found)


def sentences(feature: Feature) -> Iterator[tuple[str, str]]:
    """Kind and text of every step, with examples filled in."""
    for template in feature.scenarios.values():
        contexts = [context for examples in template.examples for context in examples.as_contexts()]
        for context in contexts or [{}]:
            for step in template.render(context).steps:
                yield step.type, step.name


def meanings(kind: str, text: str) -> set[str]:
    return {place for context, place in definitions() if context.type in (kind, None) and context.parser.is_matching(text)}


def test_every_step_is_defined_once() -> None:
    told = {sentence for feature in get_features([str(ROOT / "features")]) for sentence in sentences(feature)}
    assert len(told) > 500, "the features were not found"
    assert len(definitions()) > 400, "the definitions were not found"
    found = {f"{kind} {text}": meanings(kind, text) for kind, text in sorted(told)}
    assert {text: sorted(places) for text, places in found.items() if len(places) != 1} == {}


def test_no_two_definitions_have_the_same_words() -> None:
    """Not even of steps that no feature uses: the second would take the place of the first."""
    seen: dict[tuple[str | None, str], set[str]] = {}
    for context, place in definitions():
        seen.setdefault((context.type, context.parser.name), set()).add(place)
    assert {words: sorted(places) for words, places in seen.items() if len(places) > 1} == {}


def test_every_module_of_steps_is_imported_where_scenarios_look() -> None:
    text = (ROOT / "features" / "conftest.py").read_text()
    assert [path.stem for path in STEPS if f"from features.steps.{path.stem} import *" not in text] == []
