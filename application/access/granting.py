"""Who may give which rights: nobody gives, takes or changes what they do not hold, at this very moment and in that very channel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from application.access.built_in_roles import OWNER
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.access.errors import LastOwner, NotForMachines, UnknownPermission
from domain.access.rights import Rights
from domain.access.role import Assignment
from domain.access.staff_member import StaffMember
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId

#: Whoever lets others in, or takes their place, is a person.
PEOPLE_ONLY = frozenset(
    ("staff.write", "roles.write", "keys.write", "customers.impersonate", "second_factors.reset", "privacy.export", "privacy.erase")
)


def rights_now(uow: AccessUnitOfWork, actor: Actor, book: RoleBook, now: datetime) -> Rights:
    """What the actor holds, read in this transaction: a token may remember what was taken away a second ago.

    People must have shown their credentials lately: whoever gets hold of a token for minutes must not stay for ever by it.
    Raises FreshSignInRequired.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Rights(frozenset(PERMISSIONS))
    held = Rights(actor.permissions, actor.by_channel)
    if actor.account_id is None:
        return held  # The operator, or a machine: its scopes hold nothing of PEOPLE_ONLY.
    actor.require_fresh(now)
    member = uow.staff.find_by_account(actor.account_id)
    present = Rights() if member is None or member.locked else book.rights(member.assignments)
    return held.cut_to(present)


def require_to_assign(uow: AccessUnitOfWork, actor: Actor, book: RoleBook, changed: Iterable[Assignment], now: datetime) -> None:
    """The actor looks after staff wherever a role is given or taken, and holds all that it allows there.

    Raises PermissionDenied, GrantRefused, FreshSignInRequired.
    """
    assignments = tuple(changed)
    for item in assignments:
        actor.require("staff.write", item.channel_id)
    held = rights_now(uow, actor, book, now)
    held.require_to_hold(book.rights(assignments))
    held.require_to_hold(Rights.joined(Rights.of(("staff.write",), _place(item)) for item in assignments))


def require_to_manage(uow: AccessUnitOfWork, actor: Actor, book: RoleBook, member: StaffMember, now: datetime) -> None:
    """As `require_to_assign`, over everything that the person has: nobody locks out who may do more."""
    if not member.assignments:
        actor.require("staff.write")
    require_to_assign(uow, actor, book, member.assignments, now)


def require_another_owner(uow: AccessUnitOfWork, member: StaffMember) -> None:
    """Raises LastOwner when the shop would be nobody's without this person. Call it in your turn, before the change."""
    if member.leads_with(OWNER.id) and not any(other.leads_with(OWNER.id) for other in uow.staff.all() if other.id != member.id):
        raise LastOwner


def checked_permissions(permissions: Iterable[str], field: str, *, machine: bool = False) -> frozenset[str]:
    """Raises UnknownPermission, NotForMachines with the place of the wrong one."""
    found = tuple(permissions)
    for index, permission in enumerate(found):
        if permission not in PERMISSIONS:
            raise UnknownPermission(f"{field}/{index}", permission)
        if machine and permission in PEOPLE_ONLY:
            raise NotForMachines(f"{field}/{index}", permission)
    return frozenset(found)


def checked_channels(uow: AccessUnitOfWork, codes: Iterable[str], field: str) -> tuple[ChannelId, ...]:
    """Channels by code. Raises InvalidValue with the place of an unknown one."""
    known = {code: key for key, code in uow.shop_channels.codes().items()}
    found = []
    for index, code in enumerate(codes):
        if code not in known:
            raise InvalidValue(f"{field}/{index}", "there is no such channel")
        found.append(known[code])
    return tuple(found)


def _place(item: Assignment) -> tuple[ChannelId, ...]:
    return () if item.channel_id is None else (item.channel_id,)
