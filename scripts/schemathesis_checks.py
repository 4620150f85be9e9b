"""A check of our own for schemathesis: a problem's code must be declared for its operation and status."""

from __future__ import annotations

import json
from typing import Any

import schemathesis


@schemathesis.check
def declared_problem(context: Any, response: Any, case: Any) -> None:
    if "problem+json" not in "".join(response.headers.get("content-type", [])):
        return
    code = json.loads(response.content)["code"]
    declared = case.operation.definition.raw["responses"].get(str(response.status_code), {})
    examples = declared.get("content", {}).get("application/problem+json", {}).get("examples", {})
    # A 405 or a refused method is no answer of the operation; everything else must be in its document.
    if response.status_code not in (405,) and code not in examples:
        raise AssertionError(f"{case.method} {case.path} answers {response.status_code} {code}, which is not declared: add it to `raises`")
