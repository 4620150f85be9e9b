"""All roles there are, and what somebody with some of them may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from application.access.built_in_roles import BUILT_IN, KnownRole
from application.shared.permissions import PERMISSIONS
from domain.access.rights import Rights
from domain.access.role import Assignment, Role
from domain.shared.errors import EntityNotFound
from domain.shared.ids import RoleId


@dataclass(frozen=True)
class RoleBook:
    by_id: Mapping[RoleId, KnownRole]

    @classmethod
    def of(cls, own: Iterable[Role]) -> RoleBook:
        """The built-in roles and the shop's own."""
        return cls({role.id: role for role in (*BUILT_IN, *(known(role) for role in own))})

    def named(self, name: str) -> KnownRole:
        """By the code of a built-in one, the id or the name. Raises EntityNotFound."""
        wanted = name.strip()
        for role in self.by_id.values():
            if wanted in (role.code, role.name, str(role.id)):
                return role
        raise EntityNotFound("role", wanted)

    def get(self, key: UUID) -> KnownRole:
        """Raises EntityNotFound."""
        if key not in self.by_id:
            raise EntityNotFound("role", str(key))
        return self.by_id[RoleId(key)]

    def rights(self, assignments: Iterable[Assignment]) -> Rights:
        """What these roles allow together; one that is no more allows nothing."""
        parts = [(self.by_id[item.role_id], item.channel_id) for item in assignments if item.role_id in self.by_id]
        return Rights.joined(Rights.of(role.permissions, () if channel is None else (channel,)) for role, channel in parts)


def known(role: Role) -> KnownRole:
    """Permissions that a later version took away are left out."""
    return KnownRole(role.id, role.name, role.description, frozenset(role.permissions) & PERMISSIONS.keys(), version=role.version)
