"""A staff member as staff see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from application.access.assigning import ShownRole, shown_roles
from application.access.built_in_roles import OWNER
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from domain.access.staff_member import StaffMember
from domain.shared.ids import AccountId, StaffMemberId


@dataclass(frozen=True)
class StaffView:
    """`owner`: owns the shop at this moment. `email` is empty when the account is gone."""

    id: StaffMemberId
    account_id: AccountId
    name: str
    email: str
    roles: tuple[ShownRole, ...]
    locked: bool
    owner: bool
    joined_at: datetime
    version: int


def views_of(uow: AccessUnitOfWork, members: Iterable[StaffMember]) -> list[StaffView]:
    listed = list(members)
    book = RoleBook.of(uow.roles.all())
    emails = uow.persons.emails([member.account_id for member in listed])
    return [
        StaffView(
            id=member.id,
            account_id=member.account_id,
            name=member.name,
            email=emails.get(member.account_id, ""),
            roles=shown_roles(uow, book, member.assignments),
            locked=member.locked,
            owner=member.leads_with(OWNER.id),
            joined_at=member.created_at,
            version=member.version,
        )
        for member in listed
    ]
