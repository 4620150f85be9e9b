"""What happens to accounts. Ids only: whoever needs an address reads it when handling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId, DeviceId, EmailChangeId, LinkRequestId, MailedSecretId, RegistrationId


@dataclass(frozen=True, kw_only=True)
class RegistrationRequested(Event):
    """Somebody filled in the form. Whether the address is known is found out later, out of their sight."""

    name: ClassVar[str] = "identity.registration_requested"
    registration_id: RegistrationId

    @property
    def aggregate_id(self) -> UUID:
        return self.registration_id


@dataclass(frozen=True, kw_only=True)
class RegistrationMailed(Event):
    """The address is free: its owner is to confirm with this secret."""

    name: ClassVar[str] = "identity.registration_mailed"
    registration_id: RegistrationId
    secret_id: MailedSecretId

    @property
    def aggregate_id(self) -> UUID:
        return self.registration_id


@dataclass(frozen=True, kw_only=True)
class LinkRequested(Event):
    """Somebody asked for a mail to an address: confirmation again, new password, or a link to sign in."""

    name: ClassVar[str] = "identity.link_requested"
    request_id: LinkRequestId

    @property
    def aggregate_id(self) -> UUID:
        return self.request_id


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Something about one account."""

    account_id: AccountId

    @property
    def aggregate_id(self) -> UUID:
        return self.account_id


@dataclass(frozen=True, kw_only=True)
class AccountRegistered(AccountEvent):
    """The account exists. It exists only for a confirmed address, so AccountConfirmed comes with it."""

    name: ClassVar[str] = "identity.account_registered"


@dataclass(frozen=True, kw_only=True)
class AccountConfirmed(AccountEvent):
    """Its present address is proved to be its owner's: orders of guests with it may be claimed."""

    name: ClassVar[str] = "identity.account_confirmed"


@dataclass(frozen=True, kw_only=True)
class RegistrationRepeated(AccountEvent):
    """Somebody registered the address of an account that exists; only its owner is told."""

    name: ClassVar[str] = "identity.registration_repeated"


@dataclass(frozen=True, kw_only=True)
class EmailChangeRequested(AccountEvent):
    name: ClassVar[str] = "identity.email_change_requested"
    change_id: EmailChangeId
    secret_id: MailedSecretId


@dataclass(frozen=True, kw_only=True)
class EmailChanged(AccountEvent):
    name: ClassVar[str] = "identity.email_changed"
    change_id: EmailChangeId


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """By its owner, knowing the old one or holding the mailbox."""

    name: ClassVar[str] = "identity.password_changed"


@dataclass(frozen=True, kw_only=True)
class PasswordResetRequested(AccountEvent):
    name: ClassVar[str] = "identity.password_reset_requested"
    secret_id: MailedSecretId


@dataclass(frozen=True, kw_only=True)
class LoginLinkRequested(AccountEvent):
    name: ClassVar[str] = "identity.login_link_requested"
    secret_id: MailedSecretId


@dataclass(frozen=True, kw_only=True)
class SignedIn(AccountEvent):
    """`new_device`: this browser, or this network, had not been seen with the account."""

    name: ClassVar[str] = "identity.signed_in"
    device_id: DeviceId
    new_device: bool


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """`account_id` is None when there is no such account: stored all the same, so that both take the same time."""

    name: ClassVar[str] = "identity.sign_in_failed"
    attempt_id: UUID
    account_id: AccountId | None

    @property
    def aggregate_id(self) -> UUID:
        return self.account_id or self.attempt_id


@dataclass(frozen=True, kw_only=True)
class AccountLocked(AccountEvent):
    name: ClassVar[str] = "identity.account_locked"


@dataclass(frozen=True, kw_only=True)
class AccountUnlocked(AccountEvent):
    name: ClassVar[str] = "identity.account_unlocked"


@dataclass(frozen=True, kw_only=True)
class AccountClosed(AccountEvent):
    name: ClassVar[str] = "identity.account_closed"
