"""Staff make a role of the shop's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.built_in_roles import KnownRole
from application.access.granting import checked_permissions, rights_now
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook, known
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.rights import Rights
from domain.access.role import Role
from domain.shared.errors import AlreadyExists
from domain.shared.ids import RoleId


@dataclass(frozen=True, kw_only=True)
class CreateRole:
    """The actor must hold all of `permissions` everywhere."""

    actor: Actor
    name: str
    permissions: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True)
class CreateRoleHandler:
    permission: ClassVar[str | None] = "roles.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateRole) -> KnownRole:
        now = self.clock.now()
        permissions = checked_permissions(command.permissions, "permissions")
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            book = RoleBook.of(uow.roles.all())
            rights_now(uow, command.actor, book, now).require_to_hold(Rights(permissions | {"roles.write"}))
            require_free_name(book, command.name)
            role = Role(RoleId(self.ids.new()), command.name, command.description, permissions, now)
            uow.roles.add(role)
            uow.commit()
        return known(role)


def require_free_name(book: RoleBook, name: str, but: RoleId | None = None) -> None:
    """Raises AlreadyExists for what one could take for another role."""
    wanted = name.strip().casefold()
    for role in book.by_id.values():
        if role.id != but and wanted in (role.name.casefold(), role.code):
            raise AlreadyExists("role", "name", name.strip())
