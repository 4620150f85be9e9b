"""What accounts need from outside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from application.sessions.ports import SessionsUnitOfWork
from domain.identity.accounts.account import Account
from domain.identity.accounts.device import KnownDevice
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.requests import EmailChange, LinkRequest, Registration
from domain.identity.throttling import Attempts
from domain.shared.ids import AccountId, EmailChangeId, LinkRequestId, MailedSecretId, RegistrationId


class Accounts(Protocol):
    """Repository of accounts. An address (in any case) belongs to one account that is not closed: else AddressInUse at commit."""

    def get(self, key: AccountId) -> Account: ...

    def find(self, key: AccountId) -> Account | None: ...

    def locked(self, key: AccountId) -> Account:
        """For changing; others who want to change it wait. Raises EntityNotFound."""
        ...

    def find_by_email(self, email: str) -> Account | None:
        """In any case of letters; closed accounts are not found."""
        ...

    def add(self, aggregate: Account) -> None: ...


class MailedSecrets(Protocol):
    """Repository of secrets that went out by mail; the token itself is never stored (see SecretTokens)."""

    def find(self, key: MailedSecretId) -> MailedSecret | None: ...

    def add(self, aggregate: MailedSecret) -> None: ...

    def void(self, account_id: AccountId, purposes: Collection[SecretPurpose]) -> None:
        """Delete those of an account: their links end at once, used or not."""
        ...


class SecretTokens(Protocol):
    """The token of a mailed secret: its id and a code that only this installation can compute."""

    def token(self, secret_id: MailedSecretId, purpose: SecretPurpose) -> str: ...

    def read(self, token: str, purpose: SecretPurpose) -> MailedSecretId | None:
        """The id, when the token is one of ours for this purpose. Says nothing about whether it was used."""
        ...


class Registrations(Protocol):
    def find(self, key: RegistrationId) -> Registration | None: ...

    def add(self, aggregate: Registration) -> None: ...

    def take_turn(self, email: str) -> None:
        """Whoever decides about registrations of an address waits for others who do, until the transaction ends."""
        ...

    def newest(self, email: str, since: datetime) -> Registration | None: ...

    def remove_all(self, email: str) -> None: ...

    def remove(self, aggregate: Registration) -> None: ...


class LinkRequests(Protocol):
    def find(self, key: LinkRequestId) -> LinkRequest | None: ...

    def add(self, aggregate: LinkRequest) -> None: ...

    def remove(self, aggregate: LinkRequest) -> None: ...


class EmailChanges(Protocol):
    def get(self, key: EmailChangeId) -> EmailChange: ...

    def find(self, key: EmailChangeId) -> EmailChange | None: ...

    def add(self, aggregate: EmailChange) -> None: ...


class KnownDevices(Protocol):
    def of(self, account_id: AccountId) -> list[KnownDevice]: ...

    def add(self, aggregate: KnownDevice) -> None: ...


class EmailAddresses(Protocol):
    def normalized(self, text: str, field: str) -> str:
        """The address in its normal form. Raises InvalidValue at `field`, without repeating the text."""
        ...


class PasswordHasher(Protocol):
    """Slow on purpose, with the parameters of the settings."""

    def hash(self, password: str) -> str: ...

    def verify(self, stored: str | None, password: str) -> bool:
        """False takes as long as True, and None (there is no password) as long as a wrong one."""
        ...

    def outdated(self, stored: str) -> bool:
        """Whether it was made with other parameters than today's."""
        ...


class GuessablePasswords(Protocol):
    def includes(self, password: str, personal: Sequence[str]) -> bool:
        """Whether it is among those that are guessed first: lists of leaked ones, names, keyboard patterns, and their variations."""
        ...


class Throttle(Protocol):
    """Counts attempts, shared by all processes and over restarts. An attempt counts when it begins, so a race of them gains nothing."""

    def admit(self, now: datetime, *attempts: Attempts) -> None:
        """Count one attempt for each, or raise TooManyAttempts and count none, when one of them still has to wait."""
        ...

    def forget(self, attempts: Attempts) -> None:
        """Begin anew: credentials were right."""
        ...

    def take_back(self, attempts: Attempts) -> None:
        """One attempt fewer: it was a right one, but others of the same subject need not be."""
        ...


class StaffRoll(Protocol):
    def includes(self, account_id: AccountId) -> bool:
        """Whether the account belongs to somebody of the staff at present."""
        ...


class OpeningUnitOfWork(SessionsUnitOfWork, Protocol):
    """What a transaction needs that lets somebody in."""

    @property
    def accounts(self) -> Accounts: ...

    @property
    def known_devices(self) -> KnownDevices: ...


class IdentityUnitOfWork(OpeningUnitOfWork, Protocol):
    """One transaction over an account and what was asked and mailed for it."""

    @property
    def mailed_secrets(self) -> MailedSecrets: ...

    @property
    def registrations(self) -> Registrations: ...

    @property
    def link_requests(self) -> LinkRequests: ...

    @property
    def email_changes(self) -> EmailChanges: ...
