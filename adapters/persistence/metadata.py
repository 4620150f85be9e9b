"""The one MetaData, with constraint names that errors and migrations can rely on, and the columns every table has."""

from __future__ import annotations

from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, ForeignKey, Integer, MetaData, String, Text, Uuid, func
from sqlalchemy import Enum as EnumColumn
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from adapters.codec import currency, decode, encode
from domain.shared.currency import Currency

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: An instant with time zone; the application only ever writes and reads UTC.
Instant = DateTime(timezone=True)


class Document(TypeDecorator[Any]):
    """A JSONB column that holds typed values: `Document(tuple[CartLine, ...])`. Values are immutable; assign a new one to change."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else encode(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else decode(self.kind, value)

    def compare_values(self, x: Any, y: Any) -> bool:
        return bool(x == y)


class CurrencyCode(TypeDecorator[Currency]):
    """An ISO 4217 code."""

    impl = String(3)
    cache_ok = True

    def process_bind_param(self, value: Currency | None, dialect: Any) -> str | None:
        return None if value is None else value.code

    def process_result_value(self, value: str | None, dialect: Any) -> Currency | None:
        return None if value is None else currency(value)


class TextArray(TypeDecorator[tuple[str, ...]]):
    """text[] in the database, a tuple in the domain."""

    impl = ARRAY(Text)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> list[str] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Any) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


def word(kind: type[Enum]) -> EnumColumn:
    """An enum stored as its value in a short text column; new members need no migration."""
    return EnumColumn(
        kind, native_enum=False, create_constraint=False, length=30, values_callable=lambda members: [m.value for m in members]
    )


def id_column() -> Column[UUID]:
    return Column("id", Uuid, primary_key=True)


def reference(name: str, target: str, *, nullable: bool = False, ondelete: str | None = None, index: bool = True) -> Column[UUID]:
    """A foreign key to `target` (`products.id`), indexed unless a composite index already begins with it."""
    return Column(name, Uuid, ForeignKey(target, ondelete=ondelete), nullable=nullable, index=index)


def timestamps() -> tuple[Column[Any], Column[Any]]:
    return (
        Column("created_at", Instant, nullable=False, server_default=func.now()),
        Column("updated_at", Instant, nullable=False, server_default=func.now()),
    )


def version_column() -> Column[int]:
    """The optimistic version of an aggregate; `map_aggregate` lets SQLAlchemy count it up."""
    return Column("version", Integer, nullable=False, server_default="1")
