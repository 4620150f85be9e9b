"""Somebody who is signed in writes an address into their book, or writes one anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.customers.address_entries import AddressEntries, WrittenAddress
from application.customers.profiles import Profile, Profiles
from application.shared.actor import Actor
from domain.customers.address_book import BookEntry


@dataclass(frozen=True, kw_only=True)
class PutAddress:
    actor: Actor
    written: WrittenAddress
    expected_version: int | None = None


@dataclass(frozen=True)
class PutEntry:
    """The address as it is kept: in its country's spelling."""

    profile: Profile
    entry: BookEntry


@dataclass(frozen=True)
class PutAddressHandler:
    """Raises InvalidAddress, AddressBookFull; EntityNotFound for an address that is in another book or none."""

    permission: ClassVar[str | None] = None
    profiles: Profiles
    entries: AddressEntries

    def __call__(self, command: PutAddress) -> PutEntry:
        account_id, entry = command.actor.require_account(), self.entries.entry(command.written)

        def put(profile: Profile, now: datetime) -> None:
            command.written.put(profile, entry, now)

        return PutEntry(self.profiles.change(account_id, command.expected_version, put), entry)
