"""What is wrong with a value, in the words of the house: pydantic's kinds of errors, said as our own rules say it."""

from __future__ import annotations

from typing import Any

_TEXTS = {
    "missing": "is required",
    "extra_forbidden": "is not known here; look for its right name in the OpenAPI document",
    "string_type": "must be text",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must match {pattern}",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "uuid_parsing": "must be a UUID",
    "uuid_type": "must be a UUID",
    "date_parsing": "must be a day such as 2026-01-31",
    "date_from_datetime_parsing": "must be a day such as 2026-01-31",
    "datetime_parsing": "must be a time such as 2026-01-31T12:00:00Z",
    "datetime_from_date_parsing": "must be a time such as 2026-01-31T12:00:00Z",
    "timezone_aware": "must be a time with its zone, such as 2026-01-31T12:00:00Z",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}


def said(problem: Any) -> str:
    """One sentence without a subject for an entry of `ValidationError.errors()`; kinds that are rare stay in pydantic's words."""
    kind, context = problem["type"], problem.get("ctx", {})
    if kind in {"too_short", "too_long"}:
        bound = f"at least {context['min_length']}" if kind == "too_short" else f"at most {context['max_length']}"
        return f"must have {bound} entries"
    text = _TEXTS.get(kind)
    return str(problem["msg"]).removeprefix("Value error, ") if text is None else text.format(**context)
