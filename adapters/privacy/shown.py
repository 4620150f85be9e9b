"""A stored row as its person may have it: everything but secrets and housekeeping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.auditing.redaction import SECRET
from adapters.codec import encode

#: Columns whose names look secret and which are the person's own words.
_THEIRS = frozenset({"network"})


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): _plain(value) for name, value in row.items() if not name.startswith("_") and _may(name)}


def _may(name: str) -> bool:
    return name in _THEIRS or not SECRET.search(name)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return None
    return _open(encode(value))


def _open(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _open(item) for name, item in value.items() if _may(str(name))}
    if isinstance(value, (list, tuple)):
        return [_open(item) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)
