"""Staff change what a role of the shop's own allows; whoever has it notices at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.access.built_in_roles import KnownRole
from application.access.create_role import require_free_name
from application.access.granting import checked_permissions, rights_now
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook, known
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.errors import BuiltInRole
from domain.access.rights import Rights
from domain.access.role import Role
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import RoleId


@dataclass(frozen=True, kw_only=True)
class ChangeRole:
    """None leaves a field as it is. The actor must hold everything that the role allowed and will allow."""

    actor: Actor
    role_id: RoleId
    name: str | None = None
    description: str | None = None
    permissions: tuple[str, ...] | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class ChangeRoleHandler:
    permission: ClassVar[str | None] = "roles.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeRole) -> KnownRole:
        wanted = None if command.permissions is None else checked_permissions(command.permissions, "permissions")
        now = self.clock.now()
        with self.unit_of_work() as uow:
            role = own_role(uow, command.actor, command.role_id, now, wanted or frozenset())
            role.expect_version(command.expected_version)
            if command.name is not None:
                require_free_name(RoleBook.of(uow.roles.all()), command.name, role.id)
            role.change(now, name=command.name, description=command.description, permissions=wanted)
            tell_holders(uow, role.id, now)
            uow.commit()
        return known(role)


def own_role(uow: AccessUnitOfWork, actor: Actor, key: RoleId, now: datetime, wanted: frozenset[str] = frozenset()) -> Role:
    """The role, in our turn. Raises BuiltInRole, EntityNotFound, GrantRefused."""
    uow.staff.take_turn()
    book = RoleBook.of(uow.roles.all())
    present = book.get(key)
    if present.built_in:
        raise BuiltInRole(present.name)
    rights_now(uow, actor, book, now).require_to_hold(Rights(present.permissions | wanted | {"roles.write"}))
    return uow.roles.get(key)


def tell_holders(uow: AccessUnitOfWork, key: RoleId, now: datetime) -> None:
    """Every process asks anew what they may do."""
    for member in uow.staff.all():
        if member.holds(key):
            uow.revocations.add(RevocationKind.RIGHTS, member.account_id, now)
