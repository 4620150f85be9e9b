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

EMAIL = "owner@example.com"


@dataclass(frozen=True)
class DemoOwner:
    """`password` is None when it was given: whoever set it knows it."""

    email: str
    password: str | None = field(repr=False)


def appoint_owner(app: Application, actor: Actor, password: str | None) -> DemoOwner | None:
    """None for a shop that has staff, or invited some: it has ways in of its own. Without `password` one is made up."""
    if app.access.list_staff(ListStaff(actor=actor)) or app.access.list_invitations(ListInvitations(actor=actor)):
        return None
    made_up = secrets.token_urlsafe(15)
    roles = (GivenRole("owner"),)
    app.access.appoint_staff(AppointStaff(actor=actor, email=EMAIL, name="Demo owner", roles=roles, password=password or made_up))
    return DemoOwner(EMAIL, None if password else made_up)
