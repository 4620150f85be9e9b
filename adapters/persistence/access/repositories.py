"""Roles, staff, invitations, keys and impersonations in PostgreSQL; see `application.access.ports`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Select, select

from adapters.persistence.access import tables
from adapters.persistence.catalog.tables import channels
from adapters.persistence.errors import translating
from adapters.persistence.identity.tables import accounts
from adapters.persistence.locks import Turn, locked_row, take_turn
from adapters.persistence.repository import SqlRepository
from domain.access.api_key import ApiKey
from domain.access.impersonation import Impersonation
from domain.access.invitation import Invitation
from domain.access.role import Role
from domain.access.staff_member import StaffMember
from domain.identity.accounts.account import Account, AccountState, email_key
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, ChannelId, SessionId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

A = TypeVar("A", bound=Aggregate)


class _Listed(SqlRepository[A]):
    """Repositories whose lists are tracked, so that what is changed in them tells its events."""

    def _listed(self, statement: Select[A]) -> list[A]:
        with translating():
            found = list(self._uow.session.scalars(statement))
        for row in found:
            self._uow.track(row)
        return found


class SqlRoles(_Listed[Role]):
    entity = Role
    kind = "role"

    def all(self) -> list[Role]:
        return self._listed(select(Role).order_by(tables.roles.c.name, tables.roles.c.id))


class SqlStaffMembers(_Listed[StaffMember]):
    entity = StaffMember
    kind = "staff member"

    def take_turn(self) -> None:
        with translating():
            take_turn(self._uow.session, Turn.ACCESS)

    def add(self, aggregate: StaffMember) -> None:
        # The account may be as new as its member: it goes first.
        with translating():
            self._uow.session.flush()
        super().add(aggregate)

    def find_by_account(self, account_id: AccountId) -> StaffMember | None:
        return self._one(tables.staff_members.c.account_id == account_id)

    def all(self) -> list[StaffMember]:
        return self._listed(select(StaffMember).order_by(tables.staff_members.c.name, tables.staff_members.c.id))


class SqlInvitations(_Listed[Invitation]):
    entity = Invitation
    kind = "invitation"

    def all(self) -> list[Invitation]:
        return self._listed(select(Invitation).order_by(tables.invitations.c.created_at.desc(), tables.invitations.c.id.desc()))


class SqlApiKeys(_Listed[ApiKey]):
    entity = ApiKey
    kind = "API key"

    def all(self) -> list[ApiKey]:
        return self._listed(select(ApiKey).order_by(tables.api_keys.c.created_at.desc(), tables.api_keys.c.id.desc()))


class SqlImpersonations(_Listed[Impersonation]):
    entity = Impersonation
    kind = "impersonation"

    def running_of(self, staff_account_id: AccountId, now: datetime) -> list[Impersonation]:
        rows = tables.impersonations
        running = (rows.c.staff_account_id == staff_account_id, rows.c.ended_at.is_(None), rows.c.ends_at > now)
        return self._listed(select(Impersonation).where(*running).order_by(rows.c.id))

    def open_in(self, session_id: SessionId) -> Impersonation | None:
        rows = tables.impersonations
        found = self._listed(select(Impersonation).where(rows.c.session_id == session_id, rows.c.ended_at.is_(None)))
        return found[0] if found else None

    def run_out(self, now: datetime) -> list[Impersonation]:
        rows = tables.impersonations
        return self._listed(select(Impersonation).where(rows.c.ended_at.is_(None), rows.c.ends_at <= now).order_by(rows.c.id))

    def recent(self, limit: int) -> list[Impersonation]:
        rows = tables.impersonations
        return self._listed(select(Impersonation).order_by(rows.c.created_at.desc(), rows.c.id.desc()).limit(limit))


class SqlShopChannels:
    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def codes(self) -> Mapping[ChannelId, str]:
        with translating():
            rows = self._uow.session.execute(select(channels.c.id, channels.c.code)).all()
        return {ChannelId(row.id): row.code for row in rows}


class SqlPersons:
    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def emails(self, keys: Iterable[AccountId]) -> Mapping[AccountId, str]:
        statement = select(accounts.c.id, accounts.c.email).where(accounts.c.id.in_(tuple(keys)), accounts.c.state != AccountState.CLOSED)
        with translating():
            return {AccountId(row.id): row.email for row in self._uow.session.execute(statement)}

    def find_by_email(self, email: str) -> AccountId | None:
        statement = select(accounts.c.id).where(accounts.c.email_key == email_key(email), accounts.c.state != AccountState.CLOSED)
        with translating():
            found = self._uow.session.execute(statement).scalar_one_or_none()
        return None if found is None else AccountId(found)

    def lock_active(self, key: AccountId) -> bool:
        account = locked_row(self._uow.session, Account, key)
        return account is not None and account.is_active
