"""The owner of the demo shop: an account to sign in with, so that everything can be tried."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from application.access.appoint_staff import AppointStaff
from application.access.assigning import GivenRole
from application.access.list_invitations import ListInvitations
from application.access.list_staff import ListStaff
from application.facade import Application
from application.shared.actor import Actor
from domain.access.errors import AlreadyStaff, HasAnAccount

EMAIL = "owner@example.com"


@dataclass(frozen=True)
class DemoOwner:
    """`password` is there when it was made up a moment ago; nobody can read it afterwards."""

    email: str
    password: str | None = field(default=None, repr=False)


def demo_owner(app: Application, actor: Actor) -> DemoOwner | None:
    """Appointed when nobody works in the shop and nobody is invited. None for a shop that has staff of its own."""
    staff = app.access.list_staff(ListStaff(actor=actor))
    if any(member.email == EMAIL for member in staff):
        return DemoOwner(EMAIL)
    if staff or app.access.list_invitations(ListInvitations(actor=actor)):
        return None
    made_up = secrets.token_urlsafe(15)
    roles = (GivenRole("owner"),)
    try:
        app.access.appoint_staff(AppointStaff(actor=actor, email=EMAIL, name="Demo owner", roles=roles, password=made_up))
    except AlreadyStaff:
        return DemoOwner(EMAIL)  # Somebody else loaded the demo shop at the same moment.
    except HasAnAccount:
        return None  # A customer registered with the address: it must not become the owner's.
    return DemoOwner(EMAIL, made_up)
