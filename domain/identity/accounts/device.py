"""A browser in a network with which an account was used: enough to notice a new one."""

from __future__ import annotations

from datetime import datetime

from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, DeviceId


class KnownDevice(Aggregate):
    """`label` is coarse (Firefox on Windows), so is `network` (a /24 or /48)."""

    def __init__(
        self,
        id: DeviceId,  # noqa: A002 - the field's word
        account_id: AccountId,
        label: str,
        network: str,
        now: datetime,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.account_id = account_id
        self.label = label
        self.network = network
        self.last_seen_at = now

    def seen(self, now: datetime) -> None:
        self.last_seen_at = now
        self.touch(now)
