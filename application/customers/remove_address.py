"""Somebody who is signed in strikes an address out of their book. Orders that went there keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.profiles import Profile, Profiles
from application.shared.actor import Actor
from domain.shared.ids import CustomerAddressId


@dataclass(frozen=True, kw_only=True)
class RemoveAddress:
    actor: Actor
    address_id: CustomerAddressId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveAddressHandler:
    permission: ClassVar[str | None] = None
    profiles: Profiles

    def __call__(self, command: RemoveAddress) -> Profile:
        def remove(profile: Profile, now: datetime) -> None:
            profile.customer.remove_address(command.address_id, now)

        return self.profiles.change(command.actor.require_account(), command.expected_version, remove)
