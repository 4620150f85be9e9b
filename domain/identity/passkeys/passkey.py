"""A key pair whose private half never leaves a device, and whose public half is kept here."""

from __future__ import annotations

from datetime import datetime

from domain.identity.passkeys.errors import PasskeyRefused
from domain.identity.passkeys.events import PasskeyAdded, PasskeyRemoved
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, PasskeyId

MOST_PASSKEYS = 20
LONGEST_NAME = 60


class Passkey(Aggregate):
    """`credential_id` and `public_key` (COSE) are URL-safe base 64, as the device gave them; neither is secret. `sign_count` is
    what the device counts, 0 for those that do not; `synced`: its owner has it on several devices."""

    id: PasskeyId
    account_id: AccountId
    credential_id: str
    public_key: str
    sign_count: int
    synced: bool
    name: str
    last_used_at: datetime | None

    def __init__(
        self,
        passkey_id: PasskeyId,
        account_id: AccountId,
        now: datetime,
        *,
        credential_id: str,
        public_key: str,
        sign_count: int,
        synced: bool,
        name: str,
    ) -> None:
        super().__init__(now)
        self.id, self.account_id = passkey_id, account_id
        self.credential_id, self.public_key = credential_id, public_key
        self.sign_count, self.synced, self.last_used_at = sign_count, synced, None
        self.name = _checked(name)
        self.record(PasskeyAdded(account_id=account_id, passkey_id=passkey_id, occurred_at=now))

    def used(self, sign_count: int, now: datetime) -> None:
        """Raises PasskeyRefused when the device counts backwards or stands still: then there are two of it."""
        if (sign_count or self.sign_count) and sign_count <= self.sign_count:
            raise PasskeyRefused
        self.sign_count, self.last_used_at = sign_count, now
        self.touch(now)

    def rename(self, name: str, now: datetime) -> None:
        self.name = _checked(name)
        self.touch(now)

    def removed(self, now: datetime) -> None:
        """To be removed by its repository afterwards."""
        self.record(PasskeyRemoved(account_id=self.account_id, passkey_id=self.id, occurred_at=now))


def _checked(name: str) -> str:
    plain = name.strip()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise InvalidValue("name", f"must be 1 to {LONGEST_NAME} printable characters")
    return plain
