"""What a memory transaction changed, field by field: the twin of the ORM's history."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

from adapters.auditing.kinds import kind_of
from adapters.auditing.redaction import NOISE, redacted
from adapters.personal_data import TABLES_OF_PARTS
from application.shared.recording import Change
from domain.shared.aggregate import Aggregate


def change_of(table: str, value: Any | None, original: bytes | None) -> Change | None:
    """None for rows that are no aggregates, and where no field changed."""
    # Bytes of our own making, never from outside.
    before = None if original is None else pickle.loads(original)  # noqa: S301 - see above  # nosec B301
    subject = value if value is not None else before
    if not isinstance(subject, Aggregate):
        return None
    old, new = _fields(table, before), _fields(table, value)
    if old is not None and new is not None:
        changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        if not changed:
            return None
        old = {name: old[name] for name in changed if name in old}
        new = {name: new[name] for name in changed if name in new}
    return Change(kind_of(subject), str(subject.id), _shown(old), _shown(new))  # type: ignore[attr-defined]  # every aggregate has an id


def _shown(fields: Mapping[str, tuple[Any, Any]] | None) -> Mapping[str, Any] | None:
    return None if fields is None else {name: shown for name, (_, shown) in fields.items()}


def _fields(table: str, aggregate: Aggregate | None) -> dict[str, tuple[Any, Any]] | None:
    """Name → (the value, how it is shown); parts as `lines.<id>.quantity`."""
    if aggregate is None:
        return None
    found: dict[str, tuple[Any, Any]] = {}
    for name, value in vars(aggregate).items():
        if name.startswith("_") or name in NOISE:
            continue
        if isinstance(value, list):
            found.update(_parts(f"{table}.{name}", name, value))
        else:
            found[name] = (value, redacted(table, name, value))
    return found


def _parts(path: str, name: str, parts: list[Any]) -> dict[str, tuple[Any, Any]]:
    table = TABLES_OF_PARTS.get(path, name)
    return {
        f"{name}.{getattr(part, 'id', number)}.{field}": (value, redacted(table, field, value))
        for number, part in enumerate(parts)
        for field, value in vars(part).items()
        if not field.startswith("_")
    }
