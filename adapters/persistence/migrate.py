"""Bring a database to the newest schema, or tell where it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

#: Serializes migrations of several starting processes.
_LOCK = 7_316_540_001


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade (or with an older revision downgrade) under an advisory lock: concurrent starts wait for each other."""
    engine = create_engine(url)
    with engine.connect() as guard:
        guard.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        with engine.begin() as connection:
            config = _config(connection)
            if revision in ("head",) or revision.startswith("+"):
                command.upgrade(config, revision)
            else:
                command.downgrade(config, revision)
    engine.dispose()


def make_revision(url: str, message: str, revision: str) -> None:
    """Write a new migration from the difference between the tables and the database at `url`."""
    engine = create_engine(url)
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=revision)
    engine.dispose()


def current_revision(url: str) -> str | None:
    engine = create_engine(url)
    with engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return revision


@cache  # The scripts belong to the code: none appears while it runs.
def head_revision() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()
