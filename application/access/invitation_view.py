"""An invitation as staff see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from application.access.assigning import ShownRole, shown_roles
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from domain.access.invitation import Invitation, InvitationState
from domain.shared.ids import InvitationId


@dataclass(frozen=True)
class InvitationView:
    """`state`: open, accepted, revoked or expired. `invited_by` None: the operator, or somebody who left."""

    id: InvitationId
    email: str
    name: str
    locale: str
    roles: tuple[ShownRole, ...]
    state: str
    invited_by: str | None
    created_at: datetime
    expires_at: datetime
    version: int


def invitation_views(uow: AccessUnitOfWork, invitations: Iterable[Invitation], now: datetime) -> list[InvitationView]:
    book = RoleBook.of(uow.roles.all())
    names = {member.account_id: member.name for member in uow.staff.all()}
    return [
        InvitationView(
            id=item.id,
            email=item.email,
            name=item.name,
            locale=item.locale,
            roles=shown_roles(uow, book, item.assignments),
            state="expired" if item.state is InvitationState.OPEN and not item.is_open(now) else item.state.value,
            invited_by=None if item.invited_by is None else names.get(item.invited_by),
            created_at=item.created_at,
            expires_at=item.expires_at,
            version=item.version,
        )
        for item in invitations
    ]
