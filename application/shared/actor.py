"""Who asks: anonymous visitors, customers, staff with permissions, and the system itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from domain.shared.errors import PermissionDenied, Unauthenticated


class ActorKind(Enum):
    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """`label` names the actor in timelines and logs (never an e-mail address of a customer); `permissions` are `orders.refund` style."""

    kind: ActorKind
    label: str
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        return self.kind is ActorKind.SYSTEM or permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise Unauthenticated for a visitor, PermissionDenied for somebody known without the permission."""
        if self.may(permission):
            return
        if self.kind is ActorKind.ANONYMOUS:
            raise Unauthenticated
        raise PermissionDenied(permission)


ANONYMOUS = Actor(ActorKind.ANONYMOUS, "visitor")
SYSTEM = Actor(ActorKind.SYSTEM, "system")


class ByActor(Protocol):
    """A command that says who gives it; what the pipeline needs to check a permission."""

    @property
    def actor(self) -> Actor: ...
