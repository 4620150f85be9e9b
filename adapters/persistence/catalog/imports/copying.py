"""Rows into tables by COPY: the quickest way into PostgreSQL, with every constraint checked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import psycopg2
from sqlalchemy import Boolean, Column, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adapters.codec import encode, to_json
from adapters.persistence.errors import translating
from adapters.persistence.metadata import Document, Instant, TextArray

_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_IN_ARRAY = str.maketrans({"\\": "\\\\", '"': '\\"'})
NULL = "\\N"

Encoder = Callable[[Any], str]


class TableCopy:
    """Copies objects into `columns` of `table`: each column from the attribute of its name, except those in `constants`."""

    def __init__(self, table: Table, columns: Iterable[str], constants: dict[str, str] | None = None) -> None:
        given = constants or {}
        self._names = tuple(columns)
        self._encoders = tuple(_encoder(table.c[name]) for name in self._names)
        self._tail = "".join(f"\t{value}" for value in given.values()) + "\n"
        listed = ", ".join((*self._names, *given))
        self._statement = f"COPY {table.name} ({listed}) FROM STDIN"

    def write(self, session: Session, rows: Iterable[object]) -> None:
        """Attributes of `rows` (or items, where they are dicts). Violations surface as the refusals of their constraints."""
        buffer = io.StringIO()
        for row in rows:
            values = row if isinstance(row, dict) else row.__dict__
            buffer.write("\t".join([encode(values[name]) for name, encode in zip(self._names, self._encoders, strict=True)]))
            buffer.write(self._tail)
        if not buffer.tell():
            return
        buffer.seek(0)
        with translating():
            cursor = session.connection().connection.cursor()
            try:
                cursor.copy_expert(self._statement, buffer)
            except psycopg2.Error as error:
                raise DBAPIError.instance(self._statement, None, error, psycopg2.Error) from error
            finally:
                cursor.close()


def _encoder(column: Column[Any]) -> Encoder:
    kind = column.type
    if isinstance(kind, Document):
        return _nullable(lambda value: to_json(encode(value)).decode().translate(_ESCAPES))
    if isinstance(kind, TextArray):
        return _nullable(_array)
    if isinstance(kind, Boolean):
        return _nullable(lambda value: "t" if value else "f")
    if isinstance(kind, type(Instant)):
        return _nullable(_instant)
    if getattr(kind, "enum_class", None) is not None:
        return _nullable(lambda value: str(value.value))
    return _nullable(lambda value: str(value).translate(_ESCAPES))


def _nullable(encoder: Encoder) -> Encoder:
    return lambda value: NULL if value is None else encoder(value)


def _array(value: Iterable[str]) -> str:
    return ("{" + ",".join(f'"{item.translate(_IN_ARRAY)}"' for item in value) + "}").translate(_ESCAPES)


def _instant(value: datetime) -> str:
    return value.isoformat()
