"""Statements of the hottest paths, which PostgreSQL parses and plans once a connection instead of every time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult

_KEY = "stoa_prepared"


class Prepared:
    """`sql` has parameters $1, $2 … of the given PostgreSQL `types`; `name` is unique in the shop.

    Worth it where planning costs more than executing: joins over many small index look-ups. Values go to the driver as they
    are: ids as UUID, instants as datetime, JSON as text. Needs connections that keep their session (no pooler between that
    hands statements of one transaction to another session).
    """

    def __init__(self, name: str, types: str, sql: str) -> None:
        self._prepare = f"PREPARE {name}({types}) AS {sql}"
        marks = ", ".join("%s" for _ in types.split(","))
        self._execute = f"EXECUTE {name}({marks})"
        self._name = name

    def run(self, connection: Connection, *values: Any) -> CursorResult[Any]:
        known: set[str] = connection.info.setdefault(_KEY, set())
        if self._name not in known:
            # Not part of the transaction: it stays when that is rolled back.
            connection.exec_driver_sql(self._prepare)
            known.add(self._name)
        return connection.exec_driver_sql(self._execute, values)
