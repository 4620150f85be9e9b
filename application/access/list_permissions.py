"""Staff see what a role or a key can be made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.granting import PEOPLE_ONLY
from application.shared.actor import Actor
from application.shared.permissions import PERMISSIONS


@dataclass(frozen=True, kw_only=True)
class ListPermissions:
    """All, whoever holds them."""

    actor: Actor


@dataclass(frozen=True)
class NamedPermission:
    """`for_keys` says whether a machine can have it."""

    name: str
    description: str
    for_keys: bool


@dataclass(frozen=True)
class ListPermissionsHandler:
    permission: ClassVar[str | None] = "roles.read"

    def __call__(self, query: ListPermissions) -> list[NamedPermission]:
        return [NamedPermission(name, text, name not in PEOPLE_ONLY) for name, text in PERMISSIONS.items()]
