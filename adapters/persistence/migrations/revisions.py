"""Where a schema stands and where this code wants it, told without Alembic: 4 MB that only who migrates needs."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text

_VERSIONS = Path(__file__).parent / "versions"
_NAMES = re.compile(r"""^(revision|down_revision)\s*(?::[^=]+)?=\s*(?:None|['"]([^'"]+)['"])""", re.MULTILINE)


def newest_revision() -> str | None:
    """The migration that no other one follows."""
    follows: dict[str, str] = {}
    for path in _VERSIONS.glob("*.py"):
        names = dict(_NAMES.findall(path.read_text("utf-8")))
        follows[names["revision"]] = names["down_revision"]
    heads = follows.keys() - set(follows.values())
    if len(heads) > 1:
        raise RuntimeError(f"migrations have several ends: {', '.join(sorted(heads))}")
    return next(iter(heads), None)


def revision_of(connection: Connection) -> str | None:
    """None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
