"""An API key: how a machine comes in, with less than a person has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.access.errors import KeyNotUsable
from domain.access.events import ApiKeyCreated, ApiKeyRevoked
from domain.access.rights import Rights
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, ApiKeyId, ChannelId

MAX_NAME = 100
MAX_LIFE = timedelta(days=3650)
MAX_QUOTA = 100_000
#: How exactly the last use is known: finer would be a write a request.
LAST_USE_STEP = timedelta(hours=1)


class ApiKey(Aggregate):
    """`prefix` is shown and finds the key, `secret_hash` proves the rest; the secret itself is known to its user alone.

    `responsible` is the staff account that answers for the key: it never allows more than that person holds at the moment.
    None is the operator of the installation. `quota` is how many requests a minute it may send; None: as many as staff.
    """

    def __init__(
        self,
        id: ApiKeyId,  # noqa: A002 - the field's word
        name: str,
        prefix: str,
        secret_hash: bytes,
        scopes: Iterable[str],
        now: datetime,
        *,
        channels: Iterable[ChannelId] = (),
        responsible: AccountId | None = None,
        expires_at: datetime | None = None,
        quota: int | None = None,
    ) -> None:
        super().__init__(now)
        if not 1 <= len(name.strip()) <= MAX_NAME:
            raise InvalidValue("name", f"must have 1 to {MAX_NAME} characters")
        if expires_at is not None and not now < expires_at <= now + MAX_LIFE:
            raise InvalidValue("expires_at", "must lie in the future, ten years at most")
        if quota is not None and not 1 <= quota <= MAX_QUOTA:
            raise InvalidValue("quota", f"must be between 1 and {MAX_QUOTA} requests a minute")
        self.id, self.name, self.prefix, self.secret_hash = id, name.strip(), prefix, secret_hash
        self.scopes = tuple(sorted(set(scopes)))
        if not self.scopes:
            raise InvalidValue("scopes", "name at least one")
        self.channels = tuple(sorted(set(channels)))
        self.responsible, self.expires_at, self.quota = responsible, expires_at, quota
        self.last_used_at: datetime | None = None
        self.revoked_at: datetime | None = None
        self.record(ApiKeyCreated(key_id=id, responsible=responsible, occurred_at=now))

    @property
    def rights(self) -> Rights:
        """At most: what of this its responsible person holds."""
        return Rights.of(self.scopes, self.channels)

    def opens_at(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def revoke(self, now: datetime) -> None:
        """Doing it again changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = now
            self.touch(now)
            self.record(ApiKeyRevoked(key_id=self.id, occurred_at=now))

    def hand_over(self, responsible: AccountId | None, now: datetime) -> None:
        """Somebody else answers for it from now on. Raises KeyNotUsable."""
        if self.revoked_at is not None:
            raise KeyNotUsable
        self.responsible = responsible
        self.touch(now)

    def use_is_worth_noting(self, now: datetime) -> bool:
        return self.last_used_at is None or now - self.last_used_at >= LAST_USE_STEP
