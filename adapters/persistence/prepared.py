"""Statements of the hottest paths, which PostgreSQL parses and plans once a connection instead of every time."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg2
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_KEY = "stoa_prepared"


class Rows:
    """What a statement answered: rows with their columns as attributes. `rowcount` is how many it read or changed."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def one_or_none(self) -> Any | None:
        """The only row; ValueError when there are more."""
        if not self._rows:
            return None
        [row] = self._rows
        return row

    def scalar_one(self) -> Any:
        """The first column of the only row; ValueError when there are more or none."""
        [row] = self._rows
        return row[0]


class Prepared:
    """`sql` has parameters $1, $2 … of the given PostgreSQL `types`; `name` is unique in the shop.

    Worth it where planning costs more than executing: joins over many small index look-ups. Values go to the driver as they
    are: ids as UUID, instants as datetime, JSON as text. Needs connections that keep their session (no pooler between that
    hands statements of one transaction to another session).

    Goes to the driver's cursor inside the library's transaction: the library's own results cost twice what such a statement
    does. Listeners to the engine's cursor events are told, and errors come as the library would raise them.
    """

    def __init__(self, name: str, types: str, sql: str) -> None:
        self._prepare = f"PREPARE {name}({types}) AS {sql}"
        marks = ", ".join("%s" for _ in types.split(","))
        self._execute = f"EXECUTE {name}({marks})"
        self._name = name
        self._row: Callable[[Sequence[Any]], Any] | None = None

    def run(self, connection: Connection, *values: Any) -> Rows:
        cursor = self._cursor(connection)
        try:
            self._send(connection, cursor, cursor.execute, values)
            return Rows(self._rows(cursor), cursor.rowcount)
        finally:
            cursor.close()

    def later(self, connection: Connection, *values: Any) -> None:
        """For a change whose answer nobody needs: it goes with the next statement of the transaction, at the latest with its
        COMMIT, and spares a trip to the server. What is wrong with it comes up there."""
        cursor = self._cursor(connection)
        try:
            self._send(connection, cursor, lambda text, given: cursor.connection.later(cursor.mogrify(text, given)), values)
        finally:
            cursor.close()

    def _cursor(self, connection: Connection) -> Any:
        """A cursor of a connection that knows the statement."""
        pooled = connection.connection
        known: set[str] = pooled.info.setdefault(_KEY, set())
        if self._name not in known:
            # Not part of the transaction: it stays when that is rolled back.
            connection.exec_driver_sql(self._prepare)
            known.add(self._name)
        return pooled.cursor()

    def _send(self, connection: Connection, cursor: Any, send: Callable[[str, tuple[Any, ...]], None], values: tuple[Any, ...]) -> None:
        listening = connection.engine.dispatch
        if listening.before_cursor_execute:
            for listen in listening.before_cursor_execute:
                listen(connection, cursor, self._execute, values, None, False)
        try:
            send(self._execute, values)
        except psycopg2.Error as error:
            raise self._told(connection, cursor, error) from error
        except BaseException as error:
            # Cut short by a signal: what the server still has to say to it would answer the next statement.
            connection.invalidate(error)
            raise
        if listening.after_cursor_execute:
            for listen in listening.after_cursor_execute:
                listen(connection, cursor, self._execute, values, None, False)

    def _told(self, connection: Connection, cursor: Any, error: psycopg2.Error) -> Exception:
        """The library's error; a connection that is gone does not go back to the pool."""
        gone = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)  # type: ignore[arg-type]  # the driver's own classes
        if gone:
            connection.invalidate(error)
        return DBAPIError.instance(
            self._execute, None, error, psycopg2.Error, hide_parameters=True, connection_invalidated=gone, dialect=connection.dialect
        )

    def _rows(self, cursor: Any) -> list[Any]:
        if cursor.description is None:
            return []
        if self._row is None:
            # A statement's columns never change: one class serves all its rows.
            kind: Any = namedtuple("Row", [column.name for column in cursor.description], rename=True)  # type: ignore[misc]  # names known at run time
            self._row = kind._make
        return list(map(self._row, cursor.fetchall()))
