"""The page of a copy: what a person reads, in their order of interest; keys and housekeeping are in the JSON files alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from application.privacy.ports import Sections

#: What people look for first comes first; a context that is not named here comes last, under its own name.
_TITLES = {
    "identity": "Your account and how you sign in",
    "customers": "Your profile and addresses",
    "orders": "Your orders",
    "payments": "Your payments",
    "cart": "Your carts",
    "checkout": "Purchases you began",
    "privacy": "What you agreed to",
    "sessions": "Where you are signed in",
    "notifications": "Mails to you",
    "access": "Your work for the shop, and staff who acted for you",
}
#: Columns that only tell programs which row is which, or when to try again.
_FOR_PROGRAMS = re.compile(r"(^|_)(id|ids|key|version|revision|digest)$|^(attempts|lease_until|next_attempt_at|not_before|claimed_until)$")
_INSTANT = re.compile(r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:[\d.]+)?(Z|\+00:00)$")
_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;margin:.5em 0}"
    "td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}th{font-weight:normal;color:#555}"
)


def page(sections: Sections, made_at: datetime) -> str:
    """One HTML document that needs nothing else. `sections`: context → table → rows, as `shown` leaves them."""
    known = [context for context in _TITLES if context in sections] + [context for context in sections if context not in _TITLES]
    parts = [(context, body) for context in known if (body := _tables(sections[context]))]
    contents = "".join(f'<li><a href="#{escape(context)}">{escape(_title(context))}</a></li>' for context, _ in parts)
    bodies = "".join(f'<h2 id="{escape(context)}">{escape(_title(context))}</h2>{body}' for context, body in parts)
    made = f"Made on {escape(_readable(made_at.isoformat()))}. The JSON files beside this page hold the same with every key."
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your data</title><style>{_STYLE}</style></head>'
    return f"{head}<body><h1>Your data</h1><p>{made}</p><ul>{contents}</ul>{bodies}</body></html>"


def _title(context: str) -> str:
    return _TITLES.get(context, _words(context))


def _words(name: str) -> str:
    """`first_name` → `First name`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _tables(tables: Mapping[str, Any]) -> str:
    return "".join(f"<h3>{escape(_words(name))}</h3>{''.join(_value(row) for row in rows)}" for name, rows in tables.items() if rows)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        cells = [(str(name), _value(item)) for name, item in value.items() if not _FOR_PROGRAMS.search(str(name))]
        rows = "".join(f"<tr><th>{escape(_words(name))}</th><td>{cell}</td></tr>" for name, cell in cells if cell)
        return f"<table>{rows}</table>" if rows else ""
    if isinstance(value, (list, tuple)):
        items = [item for each in value if (item := _value(each))]
        return "<br>".join(items)
    return "" if value is None else escape(_readable(value))


def _readable(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    found = _INSTANT.match(text := str(value))
    return f"{found[1]} {found[2]} UTC" if found else text
