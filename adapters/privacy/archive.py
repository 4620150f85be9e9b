"""The copy that people get: a ZIP with a JSON file a context, and one page with all of it."""

from __future__ import annotations

from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from application.privacy.ports import Sections


class ZipArchives:
    def pack(self, sections: Sections, made_at: datetime) -> bytes:
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for context, tables in sections.items():
                archive.writestr(f"{context}.json", orjson.dumps(tables, option=orjson.OPT_INDENT_2, default=str))
            archive.writestr("index.html", _page(sections, made_at))
        return buffer.getvalue()


def _page(sections: Sections, made_at: datetime) -> str:
    parts = [f"<h2>{escape(context)}</h2>{_tables(tables)}" for context, tables in sections.items() if any(tables.values())]
    style = "body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em;text-align:left}"
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your data</title><style>{style}</style></head>'
    return f"{head}<body><h1>Your data</h1><p>Made on {escape(made_at.isoformat())}.</p>{''.join(parts)}</body></html>"


def _tables(tables: Any) -> str:
    return "".join(
        f"<h3>{escape(name.replace('_', ' '))}</h3>{''.join(_value(row) for row in rows)}" for name, rows in tables.items() if rows
    )


def _value(value: Any) -> str:
    if isinstance(value, dict):
        rows = "".join(f"<tr><th>{escape(str(name))}</th><td>{_value(item)}</td></tr>" for name, item in value.items())
        return f"<table>{rows}</table>"
    if isinstance(value, (list, tuple)):
        return "".join(_value(item) for item in value)
    return "" if value is None else f"{escape(str(value))} "
