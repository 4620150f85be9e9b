"""What access takes and answers over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.formatting import instant
from adapters.http_flask.schemas import At, ChannelCode, RequestModel, ResponseModel, ShortText
from application.access.assigning import GivenRole, ShownRole
from application.access.built_in_roles import KnownRole
from application.access.invitation_view import InvitationView
from application.access.key_view import KeyView
from application.access.list_impersonations import ImpersonationView
from application.access.staff_view import StaffView

Permission = Annotated[str, Field(min_length=1, max_length=60, examples=["orders.refund"])]
Name = Annotated[ShortText, Field(min_length=1, max_length=100)]


class RoleIn(RequestModel):
    """A new role; the caller must hold all of its permissions everywhere."""

    name: Annotated[Name, Field(examples=["Refunds"])]
    description: ShortText = ""
    permissions: Annotated[list[Permission], Field(min_length=1, max_length=200, examples=[["orders.read", "orders.refund"]])]


class RoleChange(RequestModel):
    """What changes; fields left out stay."""

    name: Name | None = None
    description: ShortText | None = None
    permissions: Annotated[list[Permission], Field(min_length=1, max_length=200)] | None = None


class RoleOut(ResponseModel):
    """A role. `code` is the short name of a built-in one."""

    id: UUID
    code: str | None
    name: str
    description: str
    permissions: list[str]
    built_in: bool


class PermissionOut(ResponseModel):
    """A permission. `for_keys`: whether an API key can have it."""

    name: str
    description: str
    for_keys: bool


class AssignmentIn(RequestModel):
    """A role by code, name or id, in one channel or, without one, everywhere."""

    role: Annotated[ShortText, Field(min_length=1, examples=["support"])]
    channel: ChannelCode | None = None

    def to_role(self) -> GivenRole:
        return GivenRole(self.role, self.channel)


class AssignmentOut(ResponseModel):
    """A role that somebody has; `channel` null is everywhere."""

    role: str
    name: str
    channel: str | None


class StaffChange(RequestModel):
    """What changes; `roles` are all that the person will have."""

    name: Name | None = None
    roles: Annotated[list[AssignmentIn], Field(max_length=200)] | None = None


class StaffLock(RequestModel):
    """Locked out at once, or let in again."""

    locked: Annotated[bool, Field(examples=[True])]


class StaffOut(ResponseModel):
    """Somebody who works for the shop."""

    id: UUID
    account_id: UUID
    name: str
    email: str
    roles: list[AssignmentOut]
    locked: bool
    owner: bool
    joined_at: datetime


class InvitationIn(RequestModel):
    """Whom to invite, with which roles; the mail is written in `locale`."""

    email: Annotated[ShortText, Field(min_length=3, examples=["bea@example.com"])]
    name: Annotated[Name, Field(examples=["Bea Miller"])]
    roles: Annotated[list[AssignmentIn], Field(min_length=1, max_length=200)]
    locale: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)] = "en"


class InvitationOut(ResponseModel):
    """An invitation: open, accepted, revoked or expired."""

    id: UUID
    email: str
    name: str
    locale: str
    roles: list[AssignmentOut]
    state: str
    invited_by: str | None
    created_at: datetime
    expires_at: datetime


class ApiKeyIn(RequestModel):
    """A new key; the caller must hold every scope in each of `channels` (none: everywhere), and answers for it."""

    name: Annotated[Name, Field(examples=["Warehouse robot"])]
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=200, examples=[["orders.read", "orders.fulfil"]])]
    channels: Annotated[list[ChannelCode], Field(max_length=200)] = []
    expires_at: At | None = None
    quota: Annotated[int, Field(strict=True, ge=1, le=100_000, description="Requests a minute; left out: as many as staff")] | None = None


class ApiKeyOut(ResponseModel):
    """A key without its secret. `last_used_at` is exact to the hour; an `orphan` opens nothing until somebody takes it over."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    channels: list[str]
    responsible: str | None
    orphan: bool
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    quota: int | None


class CreatedApiKeyOut(ApiKeyOut):
    """The only answer that ever holds the secret."""

    secret: str


class ImpersonationIn(RequestModel):
    """Whose place to take, and why."""

    account_id: UUID
    reason: Annotated[ShortText, Field(min_length=1, max_length=500, examples=["Cannot finish the checkout, ticket 4711"])]


class SecondFactorResetIn(RequestModel):
    """Whose second factor is lost."""

    account_id: UUID


class StartedImpersonationOut(ResponseModel):
    """A token for the shop as this customer; it cannot be renewed."""

    id: UUID
    access_token: str
    expires_at: datetime


class ImpersonationOut(ResponseModel):
    """Who acted for whom, when and why."""

    id: UUID
    staff: str | None
    account_id: UUID
    reason: str
    started_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    running: bool


def role_json(role: KnownRole) -> dict[str, Any]:
    return {
        "id": role.id,
        "code": role.code,
        "name": role.name,
        "description": role.description,
        "permissions": sorted(role.permissions),
        "built_in": role.built_in,
    }


def _assignments(roles: tuple[ShownRole, ...]) -> list[dict[str, Any]]:
    return [{"role": role.id, "name": role.name, "channel": role.channel} for role in roles]


def staff_json(member: StaffView) -> dict[str, Any]:
    return {
        "id": member.id,
        "account_id": member.account_id,
        "name": member.name,
        "email": member.email,
        "roles": _assignments(member.roles),
        "locked": member.locked,
        "owner": member.owner,
        "joined_at": instant(member.joined_at),
    }


def invitation_json(invitation: InvitationView) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "email": invitation.email,
        "name": invitation.name,
        "locale": invitation.locale,
        "roles": _assignments(invitation.roles),
        "state": invitation.state,
        "invited_by": invitation.invited_by,
        "created_at": instant(invitation.created_at),
        "expires_at": instant(invitation.expires_at),
    }


def key_json(key: KeyView) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "scopes": list(key.scopes),
        "channels": list(key.channels),
        "responsible": key.responsible,
        "orphan": key.orphan,
        "created_at": instant(key.created_at),
        "expires_at": _optional(key.expires_at),
        "last_used_at": _optional(key.last_used_at),
        "revoked_at": _optional(key.revoked_at),
        "quota": key.quota,
    }


def impersonation_json(item: ImpersonationView) -> dict[str, Any]:
    return {
        "id": item.id,
        "staff": item.staff,
        "account_id": item.account_id,
        "reason": item.reason,
        "started_at": instant(item.started_at),
        "ends_at": instant(item.ends_at),
        "ended_at": _optional(item.ended_at),
        "running": item.running,
    }


def _optional(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
