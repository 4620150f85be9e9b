"""The common part of memory repositories of aggregates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from adapters.memory.database import UniqueKey, UniqueKeys
from domain.shared.aggregate import Aggregate
from domain.shared.errors import EntityNotFound

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork, StagedTable

A = TypeVar("A", bound=Aggregate)


class MemoryRepository(Generic[A]):
    """The twin of SqlRepository. Subclasses set `table_name`, `kind`, and `unique_keys` where the SQL table has them."""

    table_name: ClassVar[str]
    kind: ClassVar[str]
    unique_keys: ClassVar[tuple[UniqueKey | UniqueKeys, ...]] = ()

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow
        uow.database.declare_unique(self.table_name, *self.unique_keys)

    @property
    def _table(self) -> StagedTable[Any]:
        return self._uow.table(self.table_name)

    def find(self, key: UUID) -> A | None:
        return self._tracked(self._table.get(key))

    def get(self, key: UUID) -> A:
        found = self.find(key)
        if found is None:
            raise EntityNotFound(self.kind, str(key))
        return found

    def add(self, aggregate: A) -> None:
        self._table.put(aggregate.id, aggregate)  # type: ignore[attr-defined]  # every aggregate has an id of its own type
        self._uow.track(aggregate)

    def remove(self, aggregate: A) -> None:
        self._table.delete(aggregate.id)  # type: ignore[attr-defined]  # as above
        self._uow.track(aggregate)

    def _one(self, matches: Callable[[A], bool]) -> A | None:
        return self._tracked(next((row for row in self._table.rows() if matches(row)), None))

    def _tracked(self, found: A | None) -> A | None:
        if found is not None:
            self._uow.track(found)
        return found
