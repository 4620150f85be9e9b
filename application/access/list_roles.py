"""Staff see which roles there are and what they allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.built_in_roles import KnownRole
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class ListRoles:
    """The built-in ones first, then the shop's own by name."""

    actor: Actor


@dataclass(frozen=True)
class ListRolesHandler:
    permission: ClassVar[str | None] = "roles.read"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, query: ListRoles) -> list[KnownRole]:
        with self.unit_of_work() as uow:
            return list(RoleBook.of(uow.roles.all()).by_id.values())


@dataclass(frozen=True, kw_only=True)
class ShowRole:
    """By the code of a built-in one, the id or the name."""

    actor: Actor
    role: str


@dataclass(frozen=True)
class ShowRoleHandler:
    permission: ClassVar[str | None] = "roles.read"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, query: ShowRole) -> KnownRole:
        with self.unit_of_work() as uow:
            return RoleBook.of(uow.roles.all()).named(query.role)
