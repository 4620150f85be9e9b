"""Aggregates of one row, read and written by hand-made statements: for paths where the library's mapping costs most of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

import orjson
from sqlalchemy import Column, Connection, Dialect, Table
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2

from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.prepared import Prepared
from domain.shared.aggregate import Aggregate
from domain.shared.errors import ConcurrencyConflict, EntityNotFound

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

A = TypeVar("A", bound=Aggregate)
_DIALECT: Dialect = PGDialect_psycopg2(json_serializer=lambda value: orjson.dumps(value).decode())  # type: ignore[no-untyped-call]  # the library's
Convert = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


#: What a statement ends with that locks its rows, in key order where there may be several.
LOCKING = locks.OF_ONE_ROW
LOCKING_IN_ORDER = f"ORDER BY id {locks.OF_ONE_ROW}"


class RowStatements:
    """The statements of one table, made from its definition: select by a condition, insert, update of what changed.

    Each column is the attribute of its name, converted as its type says. `extra` are further select expressions.
    """

    def __init__(self, table: Table, *, extra: str = "") -> None:
        self.name = table.name
        self.columns = [column.name for column in table.columns if column.name != "version"]
        self.to_row = {c.name: c.type.bind_processor(_DIALECT) or _same for c in table.columns}
        self.from_row: dict[str, Convert] = {c.name: _result(c) for c in table.columns}
        self._types = {column.name: column.type.compile(_DIALECT) for column in table.columns}
        self._select = f"SELECT {', '.join([*self.columns, 'version'])}{extra} FROM {self.name}"  # noqa: S608 - names of our own tables  # nosec B608
        self._updates: dict[tuple[str, ...], Prepared] = {}
        #: Those of the selections that lock the rows they find.
        self.locking: set[Prepared] = set()
        self.insert = self._insert()

    def select(self, name: str, types: str, condition: str) -> Prepared:
        selection = Prepared(f"stoa_{self.name}_{name}", types, f"{self._select} WHERE {condition}")
        if LOCKING in condition:
            self.locking.add(selection)
        return selection

    def _insert(self) -> Prepared:
        marks = ", ".join(f"${number}" for number in range(1, len(self.columns) + 1))
        sql = f"INSERT INTO {self.name} ({', '.join(self.columns)}, version) VALUES ({marks}, 1)"  # noqa: S608 - as above  # nosec B608
        return Prepared(f"stoa_{self.name}_insert", ", ".join(self._types[name] for name in self.columns), sql)

    def update(self, changed: tuple[str, ...]) -> Prepared:
        """By id ($1) and version ($2); there are as many different ones as there are kinds of change."""
        known = self._updates.get(changed)
        if known is None:
            sets = ", ".join(f"{name} = ${number}" for number, name in enumerate(changed, 3))
            sql = f"UPDATE {self.name} SET {sets}, version = version + 1 WHERE id = $1 AND version = $2"  # noqa: S608 - as above  # nosec B608
            types = ", ".join(["uuid", "integer", *(self._types[name] for name in changed)])
            mask = sum(1 << self.columns.index(name) for name in changed)
            known = self._updates[changed] = Prepared(f"stoa_{self.name}_update_{mask:x}", types, sql)
        return known


def _result(column: Column[Any]) -> Convert:
    # The driver parses JSON and UUIDs by itself; what remains is the type's own part.
    decorate = getattr(column.type, "process_result_value", None)
    if decorate is not None:
        return lambda value: decorate(value, _DIALECT)
    return column.type.result_processor(_DIALECT, None) or _same


@dataclass
class _Known(Generic[A]):
    """An aggregate of this transaction and its values as stored, None for a new one; `ours` is a row that others cannot change."""

    aggregate: A
    stored: dict[str, Any] | None
    ours: bool = False


class PreparedRepository(Generic[A]):
    """The verbs of SqlRepository for an unmapped aggregate. Values of attributes are immutable: a change assigns a new one."""

    entity: type[A]
    kind: str
    statements: RowStatements

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow
        self._known: dict[UUID, _Known[A]] = {}
        uow.before_commit(self._write)

    @property
    def _connection(self) -> Connection:
        return self._uow.connection

    def add(self, aggregate: A) -> None:
        self._known[aggregate.id] = _Known(aggregate, None)  # type: ignore[attr-defined]  # every aggregate has an id of its own type
        self._uow.track(aggregate)

    def _all(self, statement: Prepared, *values: Any) -> list[A]:
        with translating():
            rows = statement.run(self._connection, *values).all()
        locked = statement in self.statements.locking
        return [self._taken_over(row, locked) for row in rows]

    def _first(self, statement: Prepared, *values: Any) -> A | None:
        return next(iter(self._all(statement, *values)), None)

    def _found(self, found: A | None, key: object) -> A:
        if found is None:
            raise EntityNotFound(self.kind, str(key))
        return found

    def _taken_over(self, row: Any, locked: bool) -> A:
        """One object an aggregate and transaction; a row that moved on since is taken over unless it was changed here already."""
        known = self._known.get(row.id)
        if known is not None and (known.aggregate.version == row.version or known.stored != self._values(known.aggregate)):
            known.ours |= locked and known.aggregate.version == row.version
            return known.aggregate
        aggregate = self.restored(row, known.aggregate if known else self.entity.__new__(self.entity))
        self._known[row.id] = _Known(aggregate, self._values(aggregate), locked)
        if known is None:
            self._uow.track(aggregate)
        return aggregate

    @classmethod
    def restored(cls, row: Any, aggregate: A) -> A:
        """The aggregate with the row's values; subclasses add what is kept elsewhere."""
        values = {name: convert(getattr(row, name)) for name, convert in cls.statements.from_row.items()}
        aggregate.__dict__.update(values, _events=[])
        return aggregate

    def _values(self, aggregate: A) -> dict[str, Any]:
        state = aggregate.__dict__
        return {name: state[name] for name in self.statements.columns}

    def _write(self) -> None:
        for known in self._known.values():
            values = self._values(known.aggregate)
            if known.stored is None:
                to_row = self.statements.to_row
                self.statements.insert.later(self._connection, *(to_row[name](values[name]) for name in self.statements.columns))
            elif not self._update(known, known.stored, values):
                continue
            known.aggregate.version += 1
            known.stored = values
        self._write_parts([known.aggregate for known in self._known.values()])

    def _update(self, known: _Known[A], stored: dict[str, Any], values: dict[str, Any]) -> bool:
        """Write what differs; False when nothing does. Raises ConcurrencyConflict when the row is not as it was read."""
        changed = tuple(name for name in self.statements.columns if stored[name] is not values[name] and stored[name] != values[name])
        if not changed:
            return False
        given = (self.statements.to_row[name](values[name]) for name in changed)
        update, key = self.statements.update(changed), (values["id"], known.aggregate.version)
        if known.ours:
            update.later(self._connection, *key, *given)
        elif update.run(self._connection, *key, *given).rowcount == 0:
            raise ConcurrencyConflict(self.kind)
        return True

    def _write_parts(self, aggregates: Iterable[A]) -> None:
        """For subclasses whose aggregates have rows in another table, too."""
