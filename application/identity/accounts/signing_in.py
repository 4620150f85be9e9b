"""The one place where a person, once proved, gets a session: staff only where staff work, and a word about new devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.ports import OpeningUnitOfWork, StaffRoll
from application.sessions.opening import IssuedTokens, Sessions
from application.shared.ids import Ids
from domain.identity.accounts.account import Account
from domain.identity.accounts.device import KnownDevice
from domain.identity.accounts.errors import InvalidCredentials
from domain.identity.events import SignedIn
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.sessions.device_names import device_name
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, DeviceId


@dataclass(frozen=True)
class SigningIn:
    """`admit`, then `open`; the gate of second factors stands in between."""

    sessions: Sessions
    staff: StaffRoll
    ids: Ids

    def admit(self, uow: OpeningUnitOfWork, account_id: AccountId, audience: Audience) -> Account:
        """The account, locked so that nobody locks or closes it meanwhile. Raises InvalidCredentials for who may not enter there."""
        try:
            account = uow.accounts.locked(account_id)
        except EntityNotFound:
            raise InvalidCredentials from None  # Forgotten since it was looked up.
        if not account.is_active or (audience is Audience.ADMIN and not self.staff.includes(account_id)):
            raise InvalidCredentials
        return account

    def open(
        self, uow: OpeningUnitOfWork, account_id: AccountId, audience: Audience, device: Device, proof: Proof, now: datetime
    ) -> IssuedTokens:
        """A session for somebody who was admitted; the caller commits."""
        known, is_new = self._recognised(uow, account_id, device, now)
        uow.record(SignedIn(account_id=account_id, device_id=known.id, new_device=is_new, occurred_at=now))
        return self.sessions.open(uow, account_id, audience, device, proof, now)

    def _recognised(self, uow: OpeningUnitOfWork, account_id: AccountId, device: Device, now: datetime) -> tuple[KnownDevice, bool]:
        """The device, and whether its owner should be told. The first of an account is no news."""
        known, label = uow.known_devices.of(account_id), device_name(device.user_agent)
        for one in known:
            if (one.label, one.network) == (label, device.network):
                one.seen(now)
                return one, False
        added = KnownDevice(DeviceId(self.ids.new()), account_id, label, device.network, now)
        uow.known_devices.add(added)
        return added, bool(known)
