"""What access needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from application.identity.passkeys.ports import Passkeys
from application.identity.ports import Accounts, MailedSecrets
from application.identity.second_factor.ports import SecondFactors
from application.sessions.ports import SessionsUnitOfWork
from domain.access.api_key import ApiKey
from domain.access.impersonation import Impersonation
from domain.access.invitation import Invitation
from domain.access.role import Role
from domain.access.staff_member import StaffMember
from domain.shared.ids import AccountId, ApiKeyId, ChannelId, ImpersonationId, InvitationId, RoleId, SessionId, StaffMemberId


class Roles(Protocol):
    """Repository of the roles that a shop made for itself; names are unique."""

    def get(self, key: RoleId) -> Role: ...

    def all(self) -> list[Role]:
        """By name; a shop has few."""
        ...

    def add(self, aggregate: Role) -> None: ...

    def remove(self, aggregate: Role) -> None: ...


class StaffMembers(Protocol):
    """Repository of staff; an account is staff once."""

    def take_turn(self) -> None:
        """One transaction at a time changes who may do what; reads of this unit of work are fresh from here on."""
        ...

    def get(self, key: StaffMemberId) -> StaffMember: ...

    def find_by_account(self, account_id: AccountId) -> StaffMember | None: ...

    def all(self) -> list[StaffMember]:
        """By name; a shop has dozens, not thousands."""
        ...

    def add(self, aggregate: StaffMember) -> None: ...

    def remove(self, aggregate: StaffMember) -> None: ...


class Invitations(Protocol):
    """Repository of invitations."""

    def get(self, key: InvitationId) -> Invitation: ...

    def find(self, key: InvitationId) -> Invitation | None: ...

    def all(self) -> list[Invitation]:
        """The newest first."""
        ...

    def add(self, aggregate: Invitation) -> None: ...


class ApiKeys(Protocol):
    """Repository of API keys; prefixes are unique."""

    def get(self, key: ApiKeyId) -> ApiKey: ...

    def all(self) -> list[ApiKey]:
        """The newest first, revoked ones too."""
        ...

    def add(self, aggregate: ApiKey) -> None: ...


class Impersonations(Protocol):
    """Repository of what staff did in customers' places."""

    def get(self, key: ImpersonationId) -> Impersonation: ...

    def running_of(self, staff_account_id: AccountId, now: datetime) -> list[Impersonation]: ...

    def open_in(self, session_id: SessionId) -> Impersonation | None:
        """The one of this session whose end is not on record."""
        ...

    def run_out(self, now: datetime) -> list[Impersonation]:
        """Those whose time is over and whose end is not on record."""
        ...

    def recent(self, limit: int) -> list[Impersonation]:
        """The newest first."""
        ...

    def add(self, aggregate: Impersonation) -> None: ...


class ShopChannels(Protocol):
    """The channels that a right can be limited to."""

    def codes(self) -> Mapping[ChannelId, str]: ...


class AccessUnitOfWork(SessionsUnitOfWork, Protocol):
    @property
    def roles(self) -> Roles: ...

    @property
    def staff(self) -> StaffMembers: ...

    @property
    def invitations(self) -> Invitations: ...

    @property
    def api_keys(self) -> ApiKeys: ...

    @property
    def impersonations(self) -> Impersonations: ...

    @property
    def shop_channels(self) -> ShopChannels: ...

    @property
    def accounts(self) -> Accounts: ...

    @property
    def mailed_secrets(self) -> MailedSecrets: ...

    @property
    def persons(self) -> Persons: ...


class ResettingUnitOfWork(AccessUnitOfWork, Protocol):
    """Staff matters, and the second factors of persons."""

    @property
    def second_factors(self) -> SecondFactors: ...

    @property
    def passkeys(self) -> Passkeys: ...


class Persons(Protocol):
    """Accounts, as far as access needs to know."""

    def emails(self, keys: Iterable[AccountId]) -> Mapping[AccountId, str]: ...

    def find_by_email(self, email: str) -> AccountId | None:
        """In any case of letters; closed accounts are not found."""
        ...

    def lock_active(self, key: AccountId) -> bool:
        """Whether the account exists and is neither locked nor closed; it stays so until the unit of work ends."""
        ...


class EmailAddresses(Protocol):
    def validated(self, email: str, field: str) -> str:
        """The address in its normal form. Raises InvalidValue at `field`."""
        ...


@dataclass(frozen=True)
class NewKey:
    """`text` goes to whoever made it, once, and is kept nowhere."""

    prefix: str
    text: str = field(repr=False)
    secret_hash: bytes = field(repr=False)


class KeySecrets(Protocol):
    """How API keys look, and how they are recognised without being kept."""

    def new(self) -> NewKey: ...

    def read(self, text: str) -> tuple[str, bytes] | None:
        """Prefix and hash of what was presented; None when it does not look like one of our keys."""
        ...


class KeyUses(Protocol):
    """Where the last use of a key is noted; outside of any transaction, and only now and then."""

    def find(self, prefix: str) -> ApiKey | None: ...

    def used(self, key_id: ApiKeyId, now: datetime) -> None: ...
