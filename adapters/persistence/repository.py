"""The common part of SQL repositories of aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from sqlalchemy import select

from adapters.persistence.errors import translating
from domain.shared.aggregate import Aggregate
from domain.shared.errors import EntityNotFound

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

A = TypeVar("A", bound=Aggregate)


class SqlRepository(Generic[A]):
    """`get` raises EntityNotFound, `find` answers None, `add` inserts at commit. Subclasses set `entity` and `kind`."""

    entity: ClassVar[type[Any]]
    kind: ClassVar[str]

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def find(self, key: UUID) -> A | None:
        with translating():
            found: A | None = self._uow.session.get(self.entity, key)
        return self._tracked(found)

    def get(self, key: UUID) -> A:
        found = self.find(key)
        if found is None:
            raise EntityNotFound(self.kind, str(key))
        return found

    def add(self, aggregate: A) -> None:
        self._uow.session.add(aggregate)
        self._uow.track(aggregate)

    def remove(self, aggregate: A) -> None:
        self._uow.session.delete(aggregate)
        self._uow.track(aggregate)

    def _one(self, *criteria: Any) -> A | None:
        with translating():
            found: A | None = self._uow.session.scalars(select(self.entity).where(*criteria)).one_or_none()
        return self._tracked(found)

    def _tracked(self, found: A | None) -> A | None:
        if found is not None:
            self._uow.track(found)
        return found
