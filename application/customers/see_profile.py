"""Somebody who is signed in looks at what the shop knows of them: profile, address book, taxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.customers.profiles import Profile, Profiles
from application.shared.actor import Actor


@dataclass(frozen=True)
class SeeProfile:
    actor: Actor


@dataclass(frozen=True)
class SeeProfileHandler:
    permission: ClassVar[str | None] = None
    profiles: Profiles

    def __call__(self, query: SeeProfile) -> Profile:
        return self.profiles.see(query.actor.require_account())
