"""The roles that every shop has: what belongs to one kind of work, over the permissions that there are."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from application.shared.permissions import PERMISSIONS
from domain.shared.ids import RoleId


@dataclass(frozen=True)
class KnownRole:
    """A role, built in or the shop's own. `code` is the short name of built-in ones; `version` 0 says that it never changes."""

    id: RoleId
    name: str
    description: str
    permissions: frozenset[str]
    code: str | None = None
    version: int = 0

    @property
    def built_in(self) -> bool:
        return self.code is not None


def _built_in(number: int, code: str, description: str, permissions: frozenset[str]) -> KnownRole:
    # Ids of their own range, alike in every installation: assignments refer to them.
    return KnownRole(RoleId(UUID(int=number)), code.title(), description, permissions, code)


_READING = frozenset(("catalog.read", "inventory.read", "orders.read"))
#: What a manager leaves to the owner.
_OWNERS_ALONE = frozenset(("roles.write", "keys.write", "system.write", "privacy.erase"))

OWNER = _built_in(1, "owner", "Everything, today and in later versions", frozenset(PERMISSIONS))
MANAGER = _built_in(
    2, "manager", "Runs the shop day by day: everything but roles, API keys, erasing persons and repairs", OWNER.permissions - _OWNERS_ALONE
)
SUPPORT = _built_in(
    3,
    "support",
    "Helps customers: orders, refunds, customers, and acting for them",
    _READING
    | {"orders.cancel", "orders.refund", "customers.read", "customers.write", "customers.lock", "customers.impersonate", "privacy.read"},
)
WAREHOUSE = _built_in(
    4,
    "warehouse",
    "Packs, ships and counts",
    frozenset(("catalog.read", "inventory.read", "inventory.write", "orders.read", "orders.fulfil")),
)
MARKETING = _built_in(
    5,
    "marketing",
    "Looks after what shoppers see and what it costs",
    frozenset(("catalog.read", "catalog.write", "catalog.import", "inventory.read", "customers.read")),
)
ANALYST = _built_in(6, "analyst", "Reads and changes nothing", _READING)

BUILT_IN: tuple[KnownRole, ...] = (OWNER, MANAGER, SUPPORT, WAREHOUSE, MARKETING, ANALYST)
