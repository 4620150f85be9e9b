"""Who signed something: people do it with the id of their account, see `Actor.signature`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, cast

from adapters.persistence.access.tables import staff_members

#: Null once somebody left, and for terminals, machines and the shop itself.
STAFF_NAME = staff_members.c.name


def signed_by_staff(signature: ColumnElement[str]) -> ColumnElement[bool]:
    """To join `staff_members` by, without losing what others signed."""
    return cast(staff_members.c.account_id, String) == signature
