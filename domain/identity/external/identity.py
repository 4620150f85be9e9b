"""An account somewhere else that opens an account here."""

from __future__ import annotations

from datetime import datetime

from domain.identity.external.events import ExternalIdentityLinked, ExternalIdentityUnlinked
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, ExternalIdentityId


class ExternalIdentity(Aggregate):
    """`provider` by its name in the settings, `subject` as the provider knows the person: an e-mail address is no identity."""

    id: ExternalIdentityId
    account_id: AccountId
    provider: str
    subject: str
    last_used_at: datetime

    def __init__(self, identity_id: ExternalIdentityId, account_id: AccountId, provider: str, subject: str, now: datetime) -> None:
        super().__init__(now)
        self.id, self.account_id, self.provider, self.subject = identity_id, account_id, provider, subject
        self.last_used_at = now
        self.record(ExternalIdentityLinked(account_id=account_id, provider=provider, occurred_at=now))

    def used(self, now: datetime) -> None:
        self.last_used_at = now
        self.touch(now)

    def unlink(self, now: datetime) -> None:
        """To be removed by its repository afterwards."""
        self.record(ExternalIdentityUnlinked(account_id=self.account_id, provider=self.provider, occurred_at=now))
