"""Rows into tables by COPY: the quickest way into PostgreSQL, with every constraint checked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import psycopg2
from sqlalchemy import Boolean, Column, Integer, Table, Uuid
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adapters.codec import encode, to_json
from adapters.persistence.errors import translating
from adapters.persistence.metadata import Document, Instant, TextArray
from domain.shared.localized_text import LocalizedText

NULL = "\\N"

Encoder = Callable[[Any], str]


class TableCopy:
    """Copies mappings into `columns` of `table`: each column takes the value of its name."""

    def __init__(self, table: Table, columns: Iterable[str]) -> None:
        self._columns = tuple((name, _encoder(table.c[name])) for name in columns)
        self._statement = f"COPY {table.name} ({', '.join(name for name, _ in self._columns)}) FROM STDIN"

    def write(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
        """Violations surface as the refusals of their constraints."""
        columns = self._columns
        lines = ["\t".join([NULL if (value := row[name]) is None else encoder(value) for name, encoder in columns]) for row in rows]
        if not lines:
            return
        lines.append("")
        with translating():
            cursor = session.connection().connection.cursor()
            try:
                cursor.copy_expert(self._statement, io.StringIO("\n".join(lines)))
            except psycopg2.Error as error:
                raise DBAPIError.instance(self._statement, None, error, psycopg2.Error) from error
            finally:
                cursor.close()


def _encoder(column: Column[Any]) -> Encoder:
    kind = column.type
    if isinstance(kind, Document):
        return _document
    if isinstance(kind, TextArray):
        return _array
    if isinstance(kind, Boolean):
        return lambda value: "t" if value else "f"
    if isinstance(kind, type(Instant)):
        return _instant
    if isinstance(kind, Uuid):
        # Without hyphens: as good to PostgreSQL, and half the work.
        return lambda value: str(value.hex)
    if isinstance(kind, Integer):
        return str
    if getattr(kind, "enum_class", None) is not None:
        return lambda value: str(value.value)
    return _text


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _document(value: Any) -> str:
    if type(value) is LocalizedText:
        value = value.texts
    elif value:
        value = encode(value)
    # JSON has no raw control characters: only the backslash means something to COPY.
    return to_json(value).decode().replace("\\", "\\\\")


def _array(value: Iterable[str]) -> str:
    quoted = [item.replace("\\", "\\\\").replace('"', '\\"') for item in value]
    return _text("{" + ",".join([f'"{item}"' for item in quoted]) + "}")


@lru_cache(maxsize=64)
def _instant(value: datetime) -> str:
    return value.isoformat()
