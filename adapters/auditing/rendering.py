"""Entries as plain data, the same for HTTP, terminal and export."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from io import StringIO
from typing import Any

import orjson

from domain.audit.chain import ChainReport
from domain.audit.entry import AuditEntry

_COLUMNS = (
    *("at", "id", "action", "object_kind", "object_id", "actor_kind", "actor_label", "account_id", "impersonator_id"),
    *("key_id", "session_id", "network", "request_id", "facts", "before", "after"),
)


def entry_data(entry: AuditEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at,
        "who": asdict(entry.who),
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "facts": dict(entry.facts),
        "before": None if entry.before is None else dict(entry.before),
        "after": None if entry.after is None else dict(entry.after),
        "network": entry.network,
        "request_id": entry.request_id,
    }


def report_data(report: ChainReport) -> dict[str, Any]:
    return {
        "sound": report.sound,
        "links": report.links,
        "waiting": report.waiting,
        "other_key": report.other_key,
        "head": None if report.head is None else {"position": report.head.position, "hash": report.head.hash},
        "faults": [{"kind": fault.kind.value, "position": fault.position, "entry_id": fault.entry_id} for fault in report.faults],
        "verified_at": report.verified_at,
    }


def as_json_lines(entries: Iterable[AuditEntry]) -> Iterator[bytes]:
    for entry in entries:
        yield orjson.dumps(entry_data(entry), option=orjson.OPT_APPEND_NEWLINE)


def as_csv(entries: Iterable[AuditEntry]) -> Iterator[bytes]:
    """Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    yield _line(_COLUMNS)
    for entry in entries:
        data = entry_data(entry)
        who = data["who"]
        flat = {**data, **who, "actor_kind": who["kind"], "actor_label": who["label"], "at": entry.at.isoformat()}
        yield _line([_cell(flat[name]) for name in _COLUMNS])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = orjson.dumps(value).decode() if isinstance(value, dict) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _line(cells: Iterable[str]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(list(cells))
    return buffer.getvalue().encode()
