"""The keys that sign access tokens, and when each may sign and verify."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.shared.aggregate import Aggregate
from domain.shared.ids import SigningKeyId


class SigningKey(Aggregate):
    """Public from the beginning, so that everybody knows it before it signs from `signs_from` on.

    `verifies_until` is set when a successor takes over. `sealed_private_key` is useless without the installation's secret.
    """

    def __init__(
        self, key_id: SigningKeyId, algorithm: str, public_key: str, sealed_private_key: str, signs_from: datetime, now: datetime
    ) -> None:
        super().__init__(now)
        self.id = key_id
        self.algorithm = algorithm
        self.public_key = public_key
        self.sealed_private_key = sealed_private_key
        self.signs_from = signs_from
        self.verifies_until: datetime | None = None

    def retire(self, until: datetime, now: datetime) -> None:
        """Verify no longer than `until`; an earlier end stays."""
        if self.verifies_until is None or until < self.verifies_until:
            self.verifies_until = until
            self.touch(now)

    def verifies(self, now: datetime) -> bool:
        return self.verifies_until is None or now < self.verifies_until

    def has_passed_for(self, now: datetime, kept: timedelta) -> bool:
        return self.verifies_until is not None and self.verifies_until + kept <= now


def signer(keys: Iterable[SigningKey], now: datetime) -> SigningKey | None:
    """The newest that may sign."""
    ready = [key for key in keys if key.signs_from <= now and key.verifies(now)]
    return max(ready, key=lambda key: (key.signs_from, key.id), default=None)
