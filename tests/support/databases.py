"""Fresh databases in milliseconds: the schema is built once per revision and cloned for each test."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import psutil
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from adapters.persistence.migrate import migrate
from adapters.persistence.tables import metadata
from tests.support.servers import ROOT, servers

_LOCK = 7_316_540_002
_PERSISTENCE = ROOT / "adapters" / "persistence"


@contextmanager
def fresh_database(*, migrated: bool = True) -> Iterator[str]:
    """The URL of a database of one's own, dropped afterwards; `migrated=False` gives an empty one."""
    name = make_database(migrated=migrated)
    try:
        yield url_of(name)
    finally:
        drop_database(name)


def make_database(*, migrated: bool = True) -> str:
    """The name of a new database, for whoever drops it."""
    name, source = _new_name(), _template() if migrated else "template0"
    with _administration() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {source}"))
    return name


def rename_database(name: str) -> str:
    """The same database under a name that nobody knows."""
    renamed = _new_name()
    with _administration() as connection:
        connection.execute(text(f"ALTER DATABASE {name} RENAME TO {renamed}"))
    return renamed


def drop_database(name: str) -> None:
    """Whoever is still connected is cut off."""
    with _administration() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


def _new_name() -> str:
    return f"stoa_test_{os.getpid()}_{secrets.token_hex(4)}"


def url_of(database: str) -> str:
    """The address of a database on the test server."""
    return make_url(servers().postgres_url).set(database=database).render_as_string(hide_password=False)


@contextmanager
def _administration() -> Iterator[Connection]:
    engine = create_engine(url_of("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@cache
def _template() -> str:
    """The template database of this schema, made by whichever process comes first, on any number of processes."""
    name = f"stoa_template_{_fingerprint()}"
    with _administration() as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
        names = set(connection.execute(text("SELECT datname FROM pg_database")).scalars())
        if name not in names:
            draft = f"{name}_draft"  # complete or absent under its final name, whatever kills us
            connection.execute(text(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {draft}"))
            _create_schema(url_of(draft))
            connection.execute(text(f"ALTER DATABASE {draft} RENAME TO {name}"))
        if servers().embedded:
            _drop_leftovers(connection, names - {name})
    return name


def _drop_leftovers(connection: Connection, names: set[str]) -> None:
    """Drop old templates and the databases of killed runs; only on our own server, where process ids mean something."""
    for name in sorted(names):
        owner = re.match(r"stoa_test_(\d+)_", name)
        if name.startswith("stoa_template_") or (owner and not psutil.pid_exists(int(owner[1]))):
            with suppress(DBAPIError):  # in use by another run with another schema: it goes next time
                connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))


def _fingerprint() -> str:
    """Changes with everything that decides how the schema comes out, and with the tables that it must match."""
    digest = hashlib.sha256()
    for file in sorted({*(_PERSISTENCE / "migrations").rglob("*.py"), *_PERSISTENCE.rglob("*tables.py"), _PERSISTENCE / "metadata.py"}):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _create_schema(url: str) -> None:
    migrate(url)
    difference = pending_changes(url)
    if difference:
        raise AssertionError(f"the tables and the migrations differ; run scripts/regenerate_initial_migration: {_named(difference)}")


def _named(difference: list[Any]) -> str:
    """The first differences in short: `add_table product_documents`."""
    changes = [change[0] if isinstance(change, list) else change for change in difference[:8]]
    return ", ".join(" ".join(getattr(part, "name", None) or str(part)[:60] for part in change[:3]) for change in changes)


def pending_changes(url: str) -> list[Any]:
    """What a new migration would have to do to the database at `url`; empty when it matches the tables."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))
