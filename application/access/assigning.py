"""Roles as people name them: the role by code, name or id, the channel by code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.access.granting import checked_channels
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from domain.access.role import Assignment
from domain.shared.errors import EntityNotFound, InvalidValue


@dataclass(frozen=True)
class GivenRole:
    """`channel` None is everywhere."""

    role: str
    channel: str | None = None


def assignments_of(uow: AccessUnitOfWork, book: RoleBook, given: Sequence[GivenRole]) -> tuple[Assignment, ...]:
    """Raises InvalidValue with the place of an unknown role or channel."""
    found = []
    for index, item in enumerate(given):
        try:
            role = book.named(item.role)
        except EntityNotFound:
            raise InvalidValue(f"roles/{index}/role", "there is no such role") from None
        try:
            channels = checked_channels(uow, () if item.channel is None else (item.channel,), "channel")
        except InvalidValue as error:
            raise InvalidValue(f"roles/{index}/channel", error.reason) from None
        found.append(Assignment(role.id, channels[0] if channels else None))
    return tuple(found)


@dataclass(frozen=True)
class ShownRole:
    """A role that somebody has, as people read it. `channel` None is everywhere."""

    id: str
    name: str
    channel: str | None


def shown_roles(uow: AccessUnitOfWork, book: RoleBook, assignments: Sequence[Assignment]) -> tuple[ShownRole, ...]:
    """Roles and channels that are no more are left out: they allow nothing."""
    codes = uow.shop_channels.codes()
    shown = []
    for item in assignments:
        role = book.by_id.get(item.role_id)
        if role is not None and (item.channel_id is None or item.channel_id in codes):
            shown.append(ShownRole(role.code or str(role.id), role.name, codes[item.channel_id] if item.channel_id else None))
    return tuple(shown)
