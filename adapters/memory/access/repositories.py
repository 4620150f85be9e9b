"""Roles, staff, invitations, keys and impersonations in memory; see `application.access.ports`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.access.api_key import ApiKey
from domain.access.errors import AlreadyStaff
from domain.access.impersonation import Impersonation
from domain.access.invitation import Invitation
from domain.access.role import Role
from domain.access.staff_member import StaffMember
from domain.identity.accounts.account import AccountState, email_key
from domain.shared.errors import AlreadyExists
from domain.shared.ids import AccountId, ChannelId, SessionId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryRoles(MemoryRepository[Role]):
    table_name = "roles"
    kind = "role"
    unique_keys = (UniqueKey("name", lambda row: row.name.lower(), lambda row: AlreadyExists("role", "name", row.name)),)

    def all(self) -> list[Role]:
        found = sorted(self._table.rows(), key=lambda role: (role.name, role.id))
        return [role for role in found if self._tracked(role)]


class MemoryStaffMembers(MemoryRepository[StaffMember]):
    table_name = "staff_members"
    kind = "staff member"
    unique_keys = (UniqueKey("account_id", lambda row: row.account_id, lambda _: AlreadyStaff()),)

    def take_turn(self) -> None:
        self._uow.lock_rows()

    def find_by_account(self, account_id: AccountId) -> StaffMember | None:
        return self._one(lambda member: member.account_id == account_id)

    def all(self) -> list[StaffMember]:
        found = sorted(self._table.rows(), key=lambda member: (member.name, member.id))
        return [member for member in found if self._tracked(member)]


class MemoryInvitations(MemoryRepository[Invitation]):
    table_name = "invitations"
    kind = "invitation"

    def all(self) -> list[Invitation]:
        found = sorted(self._table.rows(), key=lambda row: (row.created_at, row.id), reverse=True)
        return [invitation for invitation in found if self._tracked(invitation)]


class MemoryApiKeys(MemoryRepository[ApiKey]):
    table_name = "api_keys"
    kind = "API key"
    unique_keys = (UniqueKey("prefix", lambda row: row.prefix, lambda row: AlreadyExists("API key", "prefix", row.prefix)),)

    def all(self) -> list[ApiKey]:
        found = sorted(self._table.rows(), key=lambda row: (row.created_at, row.id), reverse=True)
        return [key for key in found if self._tracked(key)]


class MemoryImpersonations(MemoryRepository[Impersonation]):
    table_name = "impersonations"
    kind = "impersonation"

    def running_of(self, staff_account_id: AccountId, now: datetime) -> list[Impersonation]:
        found = [row for row in self._table.rows() if row.staff_account_id == staff_account_id and row.runs_at(now)]
        return [row for row in sorted(found, key=lambda row: row.id) if self._tracked(row)]

    def open_in(self, session_id: SessionId) -> Impersonation | None:
        for row in self._table.rows():
            if row.session_id == session_id and row.ended_at is None:
                return self._tracked(row)
        return None

    def run_out(self, now: datetime) -> list[Impersonation]:
        found = [row for row in self._table.rows() if row.ended_at is None and row.ends_at <= now]
        return [row for row in sorted(found, key=lambda row: row.id) if self._tracked(row)]

    def recent(self, limit: int) -> list[Impersonation]:
        found = sorted(self._table.rows(), key=lambda row: (row.created_at, row.id), reverse=True)
        return [row for row in found[:limit] if self._tracked(row)]


class MemoryShopChannels:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def codes(self) -> Mapping[ChannelId, str]:
        return {channel.id: channel.code for channel in self._uow.table("channels").rows()}


class MemoryPersons:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def emails(self, keys: Iterable[AccountId]) -> Mapping[AccountId, str]:
        wanted = set(keys)
        rows = self._uow.table("accounts").rows()
        return {row.id: row.email for row in rows if row.id in wanted and row.state is not AccountState.CLOSED}

    def find_by_email(self, email: str) -> AccountId | None:
        for row in self._uow.table("accounts").rows():
            if row.email_key == email_key(email) and row.state is not AccountState.CLOSED:
                return AccountId(row.id)
        return None

    def lock_active(self, key: AccountId) -> bool:
        self._uow.lock_rows()
        row = self._uow.table("accounts").get(key)
        return row is not None and row.is_active
