"""A role: a name for permissions that belong to one kind of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.access.events import RoleChanged, RoleRemoved
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, RoleId

MAX_NAME = 100


@dataclass(frozen=True)
class Assignment:
    """A role that somebody has: everywhere, or in one channel."""

    role_id: RoleId
    channel_id: ChannelId | None = None


class Role(Aggregate):
    """A role that a shop made for itself; the built-in ones are not stored."""

    def __init__(self, id: RoleId, name: str, description: str, permissions: frozenset[str], now: datetime) -> None:  # noqa: A002
        super().__init__(now)
        self.id = id
        self._describe(name, description, permissions)
        self.record(RoleChanged(role_id=id, occurred_at=now))

    def _describe(self, name: str, description: str, permissions: frozenset[str]) -> None:
        if not 1 <= len(name.strip()) <= MAX_NAME:
            raise InvalidValue("name", f"must have 1 to {MAX_NAME} characters")
        if not permissions:
            raise InvalidValue("permissions", "name at least one")
        self.name, self.description = name.strip(), description
        #: Sorted, so that the same permissions are stored alike.
        self.permissions = tuple(sorted(permissions))

    def change(
        self, now: datetime, *, name: str | None = None, description: str | None = None, permissions: frozenset[str] | None = None
    ) -> None:
        """None leaves a field as it is."""
        self._describe(
            self.name if name is None else name,
            self.description if description is None else description,
            frozenset(self.permissions) if permissions is None else permissions,
        )
        self.touch(now)
        self.record(RoleChanged(role_id=self.id, occurred_at=now))

    def removed(self, now: datetime) -> None:
        self.record(RoleRemoved(role_id=self.id, occurred_at=now))
