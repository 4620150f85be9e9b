"""What schemathesis cannot know by itself: a check that problems are declared, and names of things that exist in the shop."""

from __future__ import annotations

import json
import os
import zlib
from typing import Any

import schemathesis

#: Field or parameter name → a value of the sample shop; set by scripts/check_api.
KNOWN: dict[str, str] = json.loads(os.environ.get("STOA_KNOWN", "{}"))


@schemathesis.check
def declared_problem(context: Any, response: Any, case: Any) -> None:
    """A problem's code must be in the document, for its operation and status."""
    if "problem+json" not in "".join(response.headers.get("content-type", [])):
        return
    code = json.loads(response.content)["code"]
    declared = case.operation.definition.raw["responses"].get(str(response.status_code), {})
    examples = declared.get("content", {}).get("application/problem+json", {}).get("examples", {})
    # A 405 is no answer of the operation; everything else must be in its document.
    if response.status_code != 405 and code not in examples:
        raise AssertionError(f"{case.method} {case.path} answers {response.status_code} {code}, which is not declared: add it to `raises`")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Half of the requests that fit the schema name things that exist, or they would all end as 404."""
    if not KNOWN or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # By content, not by chance: the same request must be the same again when a failure is narrowed down.
    if zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode()) % 2:
        return
    for values in (case.path_parameters, case.query):
        for name in values or {}:
            if name in KNOWN and isinstance(values[name], str):
                values[name] = KNOWN[name]
    if isinstance(case.body, (dict, list)) and (named := _named(case.body)) != case.body:
        case.body = named


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: KNOWN[key] if key in KNOWN and isinstance(part, str) else _named(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_named(item) for item in value]
    return value
