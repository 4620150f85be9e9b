"""A database handed on from test to test: emptied and renamed, which is quicker than a new one; never when its schema differs.

Making a database copies a thousand files. What a test leaves in one is a few rows, and those can be removed. Whatever cannot be removed
for certain (another schema, other rights, many rows and with them the planner's statistics) ends the database instead.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from sqlalchemy import make_url
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2

from tests.support.databases import drop_database, make_database, rename_database, url_of

#: More rows than this in a table, and a new database is as quick.
FEW = 1_000

_CATALOGUES = (
    *("pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_proc", "pg_type", "pg_namespace", "pg_rewrite"),
    *("pg_policy", "pg_extension", "pg_sequence", "pg_default_acl", "pg_event_trigger", "pg_statistic_ext", "pg_publication"),
    *("pg_collation", "pg_cast", "pg_operator", "pg_largeobject_metadata"),
)
#: Changes with all that a test could change besides rows, and not with what VACUUM, ANALYZE and TRUNCATE do.
_SHAPE = f"""
SELECT md5(concat_ws('|',
  (SELECT string_agg(concat_ws(' ', oid, relname, relnamespace, relowner, relkind, relpersistence, relrowsecurity, reloptions, relacl), ','
    ORDER BY oid) FROM pg_class WHERE oid >= 16384 AND relnamespace <> 'pg_toast'::regnamespace),
  (SELECT string_agg(concat_ws(' ', oid, tgname, tgtype, tgenabled, tgfoid), ',' ORDER BY oid) FROM pg_trigger),
  {", ".join(f"(SELECT concat_ws(' ', count(*), max(xmin::text::bigint)) FROM {catalogue})" for catalogue in _CATALOGUES)},
  (SELECT concat_ws(' ', datdba, datconnlimit, datacl) FROM pg_database WHERE datname = current_database()),
  (SELECT count(*) FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database())))
"""
_TABLES = """
SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
"""
#: Triggers that fire for everybody: they let nobody remove rows.
_GUARDS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
_OTHERS = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

_idle: list[str] = []
_shape_of_new: list[str] = []


@contextmanager
def emptied_database() -> Iterator[str]:
    """The URL of a migrated, empty database under a name that no test has known."""
    name = _idle.pop() if _idle else _new()
    yield url_of(name)
    if _could_be_emptied(name):
        # What a test left running knows the old name only.
        _idle.append(rename_database(name))
    else:
        drop_database(name)


def _new() -> str:
    name = make_database()
    if not _shape_of_new:  # All clones of the template have the same, down to the numbers of its objects.
        with closing(_connect(name)) as connection, connection.cursor() as cursor:
            assert _filled(cursor) == {}, "whoever puts rows into the schema must put them back here, when a database is handed on"
            _shape_of_new.append(_ask(cursor, _SHAPE)[0][0])
        atexit.register(_drop_idle)
    return name


def _drop_idle() -> None:
    while _idle:
        drop_database(_idle.pop())


def _could_be_emptied(name: str) -> bool:
    try:
        with closing(_connect(name)) as connection, connection.cursor() as cursor:
            _ask(cursor, _OTHERS)
            if _ask(cursor, _SHAPE)[0][0] != _shape_of_new[0]:
                return False
            filled = _filled(cursor)
            if max(filled.values(), default=0) == FEW:
                return False
            if filled:
                guards = [(table, guard) for table, guard in _ask(cursor, _GUARDS) if table in filled]
                rest = [f"ALTER TABLE {table} DISABLE TRIGGER {guard}" for table, guard in guards]
                wake = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {guard}" for table, guard in guards]
                cursor.execute("; ".join((*rest, f"TRUNCATE {', '.join(filled)} CASCADE", *wake)))
            cursor.execute("SELECT setval(seqrelid, seqstart, false) FROM pg_sequence")
    except psycopg2.Error:
        return False
    return True


def _filled(cursor: Any) -> dict[str, int]:
    """Tables that are not empty, and their rows as far as `FEW`."""
    tables = [table for (table,) in _ask(cursor, _TABLES)]
    counts = [f"SELECT '{table}', (SELECT count(*) FROM (SELECT FROM {table} LIMIT {FEW}) AS first_rows)" for table in tables]
    return {table: rows for table, rows in _ask(cursor, " UNION ALL ".join(counts)) if rows}


def _connect(name: str) -> Any:
    arguments, options = PGDialect_psycopg2().create_connect_args(make_url(url_of(name)))
    connection = psycopg2.connect(*arguments, **options)
    connection.autocommit = True
    return connection


def _ask(cursor: Any, question: str) -> list[tuple[Any, ...]]:
    cursor.execute(question)
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
