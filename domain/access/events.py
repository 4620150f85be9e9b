"""What happens to rights. Ids only: readers find everything else by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId, ApiKeyId, ImpersonationId, InvitationId, MailedSecretId, RoleId, StaffMemberId


@dataclass(frozen=True, kw_only=True)
class RoleEvent(Event):
    role_id: RoleId

    @property
    def aggregate_id(self) -> UUID:
        return self.role_id


@dataclass(frozen=True, kw_only=True)
class RoleChanged(RoleEvent):
    """A role of the shop's own was made, or allows something else now."""

    name: ClassVar[str] = "access.role_changed"


@dataclass(frozen=True, kw_only=True)
class RoleRemoved(RoleEvent):
    """Nobody has this role any more."""

    name: ClassVar[str] = "access.role_removed"


@dataclass(frozen=True, kw_only=True)
class StaffEvent(Event):
    staff_id: StaffMemberId
    account_id: AccountId

    @property
    def aggregate_id(self) -> UUID:
        return self.staff_id


@dataclass(frozen=True, kw_only=True)
class StaffJoined(StaffEvent):
    name: ClassVar[str] = "access.staff_joined"


@dataclass(frozen=True, kw_only=True)
class RolesChanged(StaffEvent):
    """Somebody has other roles than before."""

    name: ClassVar[str] = "access.roles_changed"


@dataclass(frozen=True, kw_only=True)
class StaffLocked(StaffEvent):
    """They may do nothing until they are unlocked; their account in the shop stays."""

    name: ClassVar[str] = "access.staff_locked"


@dataclass(frozen=True, kw_only=True)
class StaffUnlocked(StaffEvent):
    name: ClassVar[str] = "access.staff_unlocked"


@dataclass(frozen=True, kw_only=True)
class StaffRemoved(StaffEvent):
    name: ClassVar[str] = "access.staff_removed"


@dataclass(frozen=True, kw_only=True)
class InvitationEvent(Event):
    invitation_id: InvitationId

    @property
    def aggregate_id(self) -> UUID:
        return self.invitation_id


@dataclass(frozen=True, kw_only=True)
class StaffInvited(InvitationEvent):
    """Somebody is to get the mail with the way in; again when it was asked for again."""

    name: ClassVar[str] = "access.staff_invited"
    secret_id: MailedSecretId


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(InvitationEvent):
    name: ClassVar[str] = "access.invitation_accepted"
    account_id: AccountId


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(InvitationEvent):
    name: ClassVar[str] = "access.invitation_revoked"


@dataclass(frozen=True, kw_only=True)
class KeyEvent(Event):
    key_id: ApiKeyId

    @property
    def aggregate_id(self) -> UUID:
        return self.key_id


@dataclass(frozen=True, kw_only=True)
class ApiKeyCreated(KeyEvent):
    """`responsible` answers for it; None is the operator."""

    name: ClassVar[str] = "access.api_key_created"
    responsible: AccountId | None


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(KeyEvent):
    name: ClassVar[str] = "access.api_key_revoked"


@dataclass(frozen=True, kw_only=True)
class ImpersonationEvent(Event):
    impersonation_id: ImpersonationId
    staff_account_id: AccountId
    account_id: AccountId

    @property
    def aggregate_id(self) -> UUID:
        return self.impersonation_id


@dataclass(frozen=True, kw_only=True)
class ImpersonationStarted(ImpersonationEvent):
    """Staff act as the customer `account_id` from now on."""

    name: ClassVar[str] = "access.impersonation_started"


@dataclass(frozen=True, kw_only=True)
class ImpersonationEnded(ImpersonationEvent):
    name: ClassVar[str] = "access.impersonation_ended"
