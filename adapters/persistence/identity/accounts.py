"""Accounts and what is asked and mailed for them, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from adapters.persistence.errors import translating
from adapters.persistence.identity.tables import accounts, known_devices, mailed_secrets, registrations
from adapters.persistence.locks import lock_address, locked_row
from adapters.persistence.repository import SqlRepository
from domain.identity.accounts.account import Account, AccountState, email_key
from domain.identity.accounts.device import KnownDevice
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.requests import EmailChange, LinkRequest, Registration
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId


class SqlAccounts(SqlRepository[Account]):
    entity = Account
    kind = "account"

    def locked(self, key: AccountId) -> Account:
        found = self._tracked(locked_row(self._uow.session, Account, key))
        if found is None:
            raise EntityNotFound(self.kind, str(key))
        return found

    def find_by_email(self, email: str) -> Account | None:
        return self._one(accounts.c.email_key == email_key(email), accounts.c.state != AccountState.CLOSED)


class SqlMailedSecrets(SqlRepository[MailedSecret]):
    entity = MailedSecret
    kind = "mailed secret"

    def void(self, account_id: AccountId, purposes: Collection[SecretPurpose]) -> None:
        with translating():
            # What this transaction has changed goes first: a secret that was just used is deleted as it is.
            self._uow.session.flush()
            self._uow.session.execute(
                delete(MailedSecret).where(mailed_secrets.c.account_id == account_id, mailed_secrets.c.purpose.in_(purposes))
            )


class SqlRegistrations(SqlRepository[Registration]):
    entity = Registration
    kind = "registration"

    def take_turn(self, email: str) -> None:
        with translating():
            lock_address(self._uow.session, email_key(email))

    def newest(self, email: str, since: datetime) -> Registration | None:
        statement = (
            select(Registration)
            .where(registrations.c.email_key == email_key(email), registrations.c.created_at > since)
            .order_by(registrations.c.created_at.desc(), registrations.c.id.desc())
            .limit(1)
        )
        with translating():
            return self._tracked(self._uow.session.scalars(statement).one_or_none())

    def remove_all(self, email: str) -> None:
        with translating():
            self._uow.session.flush()
            self._uow.session.execute(delete(Registration).where(registrations.c.email_key == email_key(email)))


class SqlLinkRequests(SqlRepository[LinkRequest]):
    entity = LinkRequest
    kind = "link request"


class SqlEmailChanges(SqlRepository[EmailChange]):
    entity = EmailChange
    kind = "change of address"


class SqlKnownDevices(SqlRepository[KnownDevice]):
    entity = KnownDevice
    kind = "device"

    def of(self, account_id: AccountId) -> list[KnownDevice]:
        with translating():
            found = list(self._uow.session.scalars(select(KnownDevice).where(known_devices.c.account_id == account_id)))
        return [device for device in found if self._tracked(device)]
