"""A staff member: an account that works for the shop, with its roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.access.events import RolesChanged, StaffJoined, StaffLocked, StaffRemoved, StaffUnlocked
from domain.access.role import Assignment
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, RoleId, StaffMemberId

MAX_NAME = 100
MAX_ASSIGNMENTS = 200


class StaffMember(Aggregate):
    """`name` is what timelines and log lines say. Somebody locked keeps their roles and may do nothing."""

    def __init__(
        self,
        id: StaffMemberId,  # noqa: A002 - the field's word
        account_id: AccountId,
        name: str,
        assignments: Iterable[Assignment],
        now: datetime,
    ) -> None:
        super().__init__(now)
        self.id, self.account_id = id, account_id
        self.name = checked_name(name)
        self.locked = False
        self.assignments = checked_assignments(assignments)
        self.record(StaffJoined(staff_id=id, account_id=account_id, occurred_at=now))

    def change_roles(self, assignments: Iterable[Assignment], now: datetime) -> None:
        self.assignments = checked_assignments(assignments)
        self.touch(now)
        self.record(RolesChanged(staff_id=self.id, account_id=self.account_id, occurred_at=now))

    def rename(self, name: str, now: datetime) -> None:
        self.name = checked_name(name)
        self.touch(now)

    def lose_role(self, role_id: RoleId, now: datetime) -> None:
        """The role is no more; whoever had no other stays staff without rights."""
        self.assignments = tuple(item for item in self.assignments if item.role_id != role_id)
        self.touch(now)
        self.record(RolesChanged(staff_id=self.id, account_id=self.account_id, occurred_at=now))

    def lock(self, now: datetime) -> None:
        """Doing it again changes nothing."""
        if not self.locked:
            self.locked = True
            self.touch(now)
            self.record(StaffLocked(staff_id=self.id, account_id=self.account_id, occurred_at=now))

    def unlock(self, now: datetime) -> None:
        if self.locked:
            self.locked = False
            self.touch(now)
            self.record(StaffUnlocked(staff_id=self.id, account_id=self.account_id, occurred_at=now))

    def removed(self, now: datetime) -> None:
        self.record(StaffRemoved(staff_id=self.id, account_id=self.account_id, occurred_at=now))

    def holds(self, role_id: RoleId) -> bool:
        return any(item.role_id == role_id for item in self.assignments)

    def leads_with(self, owner: RoleId) -> bool:
        """Whether they own the shop at this moment: the role everywhere, and not locked."""
        return not self.locked and Assignment(owner) in self.assignments


def checked_name(name: str) -> str:
    if not 1 <= len(name.strip()) <= MAX_NAME:
        raise InvalidValue("name", f"must have 1 to {MAX_NAME} characters")
    return name.strip()


def checked_assignments(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Each once, sorted. Raises InvalidValue."""
    found = sorted(set(assignments), key=lambda item: (str(item.role_id), str(item.channel_id or "")))
    if len(found) > MAX_ASSIGNMENTS:
        raise InvalidValue("roles", f"at most {MAX_ASSIGNMENTS}")
    return tuple(found)
