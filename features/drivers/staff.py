"""The staff member of the scenarios, with every permission."""

from __future__ import annotations

from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS

STAFF = Actor(ActorKind.STAFF, "ada", frozenset(PERMISSIONS))
