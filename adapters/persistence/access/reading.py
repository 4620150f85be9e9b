"""What every request of staff and machines may need to know, in one statement each, outside of any transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from adapters.persistence.access.tables import api_keys, roles, staff_members
from adapters.persistence.identity.tables import accounts
from adapters.persistence.reads import SqlReads
from application.access.role_book import RoleBook
from application.sessions.ports import HeldRights
from domain.access.api_key import LAST_USE_STEP, ApiKey
from domain.access.role import Role
from domain.identity.accounts.account import AccountState
from domain.shared.ids import AccountId, ApiKeyId


class SqlStaffRights:
    """See `application.sessions.ports.Rights`."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def of(self, account_id: AccountId) -> HeldRights | None:
        mine = (
            select(staff_members.c.name, staff_members.c.assignments)
            .join(accounts, accounts.c.id == staff_members.c.account_id)
            .where(staff_members.c.account_id == account_id, staff_members.c.locked.is_(False), accounts.c.state == AccountState.ACTIVE)
        )
        with self._reads.primary() as connection:
            row = connection.execute(mine).one_or_none()
            if row is None:
                return None
            with Session(connection, autoflush=False) as session:
                own = list(session.scalars(select(Role).order_by(roles.c.id)))
        rights = RoleBook.of(own).rights(row.assignments)
        return HeldRights(rights.everywhere, rights.by_channel, row.name)


class SqlKeyUses:
    """See `application.access.ports.KeyUses`."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def find(self, prefix: str) -> ApiKey | None:
        with self._reads.primary() as connection, Session(connection, autoflush=False) as session:
            key = session.scalars(select(ApiKey).where(api_keys.c.prefix == prefix)).one_or_none()
            session.expunge_all()
        return key

    def used(self, key_id: ApiKeyId, now: datetime) -> None:
        worth_it = or_(api_keys.c.last_used_at.is_(None), api_keys.c.last_used_at <= now - LAST_USE_STEP)
        with self._reads.primary() as connection:
            connection.execute(update(api_keys).where(api_keys.c.id == key_id, worth_it).values(last_used_at=now))
