"""An account: one person's way in, for customers and staff alike."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from domain.identity.accounts.errors import AccountNotActive
from domain.identity.events import (
    AccountClosed,
    AccountConfirmed,
    AccountLocked,
    AccountRegistered,
    AccountUnlocked,
    EmailChanged,
    PasswordChanged,
)
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, EmailChangeId
from domain.shared.state_machine import StateMachine


class AccountState(Enum):
    ACTIVE = "active"
    LOCKED = "locked"
    CLOSED = "closed"


ACCOUNT: StateMachine[AccountState] = StateMachine(
    "account",
    AccountState.ACTIVE,
    {
        AccountState.ACTIVE: frozenset({AccountState.LOCKED, AccountState.CLOSED}),
        AccountState.LOCKED: frozenset({AccountState.ACTIVE, AccountState.CLOSED}),
        AccountState.CLOSED: frozenset(),
    },
)

NAME_LENGTH = 100


def email_key(email: str) -> str:
    """Addresses that differ in case alone are one address."""
    return email.lower()


class Account(Aggregate):
    """Its address is proved: an account is made when its owner opens the link of a mail, or a provider vouches for the address.

    `password_hash` is None for who comes by provider or mailed link only. `email_key` is unique among accounts that are not
    closed. Names are what mails greet with and what passwords must not contain.
    """

    def __init__(
        self,
        id: AccountId,  # noqa: A002 - the field's word
        email: str,
        now: datetime,
        *,
        locale: str,
        password_hash: str | None = None,
        first_name: str = "",
        last_name: str = "",
    ) -> None:
        super().__init__(now)
        self.id = id
        self.email = email
        self.email_key = email_key(email)
        self.password_hash = password_hash
        self.password_changed_at: datetime | None = None if password_hash is None else now
        self.state = ACCOUNT.initial
        self.confirmed_at = now
        self.locale = locale
        self.locked_at: datetime | None = None
        self.lock_reason = ""
        self.closed_at: datetime | None = None
        self._name(first_name, last_name)
        self.record(AccountRegistered(account_id=id, occurred_at=now))
        self.record(AccountConfirmed(account_id=id, occurred_at=now))

    @property
    def is_active(self) -> bool:
        return self.state is AccountState.ACTIVE

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None

    def require_active(self) -> None:
        if not self.is_active:
            raise AccountNotActive(self.state.value)

    def rename(self, first_name: str, last_name: str, now: datetime) -> None:
        self._name(first_name, last_name)
        self.touch(now)

    def speak(self, locale: str, now: datetime) -> None:
        """Mails come in this language from now on."""
        self.locale = locale
        self.touch(now)

    def set_password(self, password_hash: str, now: datetime) -> None:
        self.require_active()
        self.password_hash = password_hash
        self.password_changed_at = now
        self.touch(now)
        self.record(PasswordChanged(account_id=self.id, occurred_at=now))

    def strengthen_hash(self, password_hash: str, now: datetime) -> None:
        """The same password, hashed by today's parameters: nothing that its owner needs to know."""
        self.password_hash = password_hash
        self.touch(now)

    def move_to(self, email: str, change_id: EmailChangeId, now: datetime) -> None:
        """The owner has proved to hold the new mailbox."""
        self.require_active()
        self.email, self.email_key, self.confirmed_at = email, email_key(email), now
        self.touch(now)
        self.record(EmailChanged(account_id=self.id, change_id=change_id, occurred_at=now))
        self.record(AccountConfirmed(account_id=self.id, occurred_at=now))

    def lock(self, reason: str, now: datetime) -> None:
        """By staff. Nobody gets in until it is unlocked."""
        self.state = ACCOUNT.advance(self.state, AccountState.LOCKED)
        self.locked_at, self.lock_reason = now, reason
        self.touch(now)
        self.record(AccountLocked(account_id=self.id, occurred_at=now))

    def unlock(self, now: datetime) -> None:
        self.state = ACCOUNT.advance(self.state, AccountState.ACTIVE)
        self.locked_at, self.lock_reason = None, ""
        self.touch(now)
        self.record(AccountUnlocked(account_id=self.id, occurred_at=now))

    def close(self, now: datetime) -> None:
        """For good. The address is free for a new account, the password is gone."""
        self.state = ACCOUNT.advance(self.state, AccountState.CLOSED)
        self.closed_at, self.password_hash = now, None
        self.touch(now)
        self.record(AccountClosed(account_id=self.id, occurred_at=now))

    def _name(self, first_name: str, last_name: str) -> None:
        self.first_name, self.last_name = checked_name("first_name", first_name), checked_name("last_name", last_name)


def checked_name(field: str, text: str) -> str:
    """Trimmed; empty is allowed. Raises InvalidValue at `field`."""
    trimmed = " ".join(text.split())
    if len(trimmed) > NAME_LENGTH or not trimmed.isprintable():
        raise InvalidValue(field, f"must be at most {NAME_LENGTH} printable characters")
    return trimmed
