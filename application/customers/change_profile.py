"""Somebody who is signed in says more about themselves, or less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from application.customers.ports import Locales, PhoneNumbers
from application.customers.profiles import Profile, Profiles
from application.shared.actor import Actor
from application.shared.unset import UNSET, Unset


@dataclass(frozen=True, kw_only=True)
class ProfileChange:
    """None leaves a field as it is; the empty text empties it. `phone_country` is assumed for a phone number without `+`."""

    first_name: str | None = None
    last_name: str | None = None
    locale: str | None = None
    phone: str | None = None
    phone_country: str = ""
    birthday: date | Unset | None = UNSET


@dataclass(frozen=True, kw_only=True)
class ChangeProfile:
    actor: Actor
    change: ProfileChange
    expected_version: int | None = None


@dataclass(frozen=True)
class ProfileChanges:
    """What a change says, applied to a profile: for customers and staff alike."""

    phones: PhoneNumbers
    locales: Locales

    def apply(self, change: ProfileChange, profile: Profile, now: datetime) -> None:
        account, customer = profile.account, profile.customer
        if change.first_name is not None or change.last_name is not None:
            first = account.first_name if change.first_name is None else change.first_name
            account.rename(first, account.last_name if change.last_name is None else change.last_name, now)
        if change.locale is not None:
            account.speak(self.locales.normalized(change.locale, "locale"), now)
        if change.phone is not None:
            number = change.phone.strip()
            customer.reached_at(self.phones.normalized(number, change.phone_country, "phone") if number else "", now)
        if not isinstance(change.birthday, Unset):
            customer.born(change.birthday, now)
        customer.described(now)


@dataclass(frozen=True)
class ChangeProfileHandler:
    permission: ClassVar[str | None] = None
    profiles: Profiles
    changes: ProfileChanges

    def __call__(self, command: ChangeProfile) -> Profile:
        def change(profile: Profile, now: datetime) -> None:
            self.changes.apply(command.change, profile, now)

        return self.profiles.change(command.actor.require_account(), command.expected_version, change)
