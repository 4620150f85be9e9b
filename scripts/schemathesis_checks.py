"""What schemathesis cannot know by itself: a check that problems are declared, and names of things that exist in the shop."""

from __future__ import annotations

import atexit
import json
import os
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import schemathesis

_known: dict[str, Any] = json.loads(os.environ.get("STOA_KNOWN", "{}"))
#: Path → parameter → a value of the sample shop; set by scripts/check_api, as everything here.
NAMED: dict[str, dict[str, str]] = _known.get("paths", {})
#: Name of a field or of a query's parameter → a value of the sample shop.
KNOWN: dict[str, str] = _known.get("fields", {}) | {"refresh_token": os.environ.get("STOA_REFRESH_TOKEN", "")}

#: Ids and addresses of people who stay → those of somebody who does not matter, for bodies that say who is to be forgotten.
INSTEAD: dict[str, str] = _known.get("instead", {})


def _tokens(name: str) -> list[str]:
    return os.environ.get(name, "").split(",")


#: Of sessions of the customer who stays: one after the other, because requests end them.
STAYING = _tokens("STOA_CUSTOMER_TOKENS")
CUSTOMER, STAFF = STAYING[0], os.environ.get("STOA_STAFF_TOKEN", "")
#: Of customers who leave by these operations: a new one each time that worked.
SPARE = _tokens("STOA_SPARE_CUSTOMER_TOKENS")
LEAVING = {"sign_out", "end_my_sessions", "close_account", "change_password"}
#: Needs an account of staff, which the operator's token has not.
IN_PERSON = {"start_impersonation"}
GOING = {"request_my_erasure", "show_my_erasure", "cancel_my_erasure"}

#: Operation → status → how often.
answered: dict[str, Counter[str]] = defaultdict(Counter)


@atexit.register
def _tell() -> None:
    if "STOA_STATUSES" in os.environ:
        Path(os.environ["STOA_STATUSES"]).write_text(json.dumps(answered))


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
    if case.headers.get("Authorization") == f"Bearer {CUSTOMER}":
        name = _name(case)
        token = SPARE[0] if name in LEAVING else SPARE[-1] if name in GOING else STAYING[0]
        case.headers["Authorization"] = f"Bearer {token}"
    elif "Authorization" in case.headers and _name(case) in IN_PERSON and case.headers["Authorization"] == f"Bearer {STAFF}":
        case.headers["Authorization"] = f"Bearer {os.environ['STOA_OWNER_TOKEN']}"
    _name_what_exists(case)
    if any(name in repr(case.body) for name in INSTEAD):
        case.body = _instead(case.body)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    if case.method != case.operation.method.upper():
        return
    name, sent = _name(case), response.request.headers.get("Authorization")
    refusal = json.loads(response.content)["code"] if response.status_code in (401, 403) else ""
    answered[name][f"{response.status_code} {refusal}".strip()] += 1
    if name in LEAVING and response.status_code < 300 and len(SPARE) > 2:  # the last one is going
        SPARE.pop(0)
    if name == "refresh_session" and response.status_code == 200:
        KNOWN["refresh_token"] = json.loads(response.content)["refresh_token"] or KNOWN["refresh_token"]
    if refusal == "unauthenticated" and sent == f"Bearer {STAYING[0]}" and len(STAYING) > 1:
        STAYING.pop(0)


def _name(case: Any) -> str:
    return str(case.operation.definition.raw["operationId"])


def _name_what_exists(case: Any) -> None:
    """Half of the requests that fit the schema name things that exist, or they would all end as 404."""
    if not KNOWN or case.method == "DELETE" or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # By content, not by chance: the same request must be the same again when a failure is narrowed down.
    if zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode()) % 2:
        return
    for values, known in ((case.path_parameters, NAMED.get(case.operation.path, {})), (case.query, KNOWN)):
        for name in values or {}:
            if name in known and isinstance(values[name], str):
                values[name] = known[name]
    if isinstance(case.body, (dict, list)) and (named := _named(case.body)) != case.body:
        case.body = named


def _instead(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _instead(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_instead(item) for item in value]
    return INSTEAD.get(value, value) if isinstance(value, str) else value


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: KNOWN[key] if key in KNOWN and isinstance(part, str) else _named(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_named(item) for item in value]
    return value
