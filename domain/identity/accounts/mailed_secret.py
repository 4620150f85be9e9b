"""A secret that travels by mail: what is stored cannot be used, the token is computed when the mail is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from domain.identity.accounts.errors import LinkNoLongerValid
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, MailedSecretId


class SecretPurpose(Enum):
    """What a secret opens; a token for one purpose is worth nothing for another."""

    CONFIRMATION = "confirmation"
    EMAIL_CHANGE = "email_change"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a purpose, not a password
    LOGIN_LINK = "login_link"
    INVITATION = "invitation"
    EXPORT = "export"
    CONSENT = "consent"
    CONSENT_WITHDRAWAL = "consent_withdrawal"


#: How long after mailing a secret may be used.
LIFETIMES: dict[SecretPurpose, timedelta] = {
    SecretPurpose.CONFIRMATION: timedelta(hours=24),
    SecretPurpose.EMAIL_CHANGE: timedelta(hours=24),
    SecretPurpose.PASSWORD_RESET: timedelta(hours=1),
    SecretPurpose.LOGIN_LINK: timedelta(minutes=15),
    SecretPurpose.INVITATION: timedelta(days=7),
    SecretPurpose.EXPORT: timedelta(days=3),
    SecretPurpose.CONSENT: timedelta(hours=24),
    # As long as there is something to take back.
    SecretPurpose.CONSENT_WITHDRAWAL: timedelta(days=36500),
}


class MailedSecret(Aggregate):
    """Used once. `account_id` is whose it is, `subject` what it is about: a registration, a change of address, an invitation."""

    def __init__(
        self,
        id: MailedSecretId,  # noqa: A002 - the field's word
        purpose: SecretPurpose,
        now: datetime,
        *,
        account_id: AccountId | None = None,
        subject: UUID | None = None,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.purpose = purpose
        self.account_id = account_id
        self.subject = subject
        self.expires_at = now + LIFETIMES[purpose]
        self.used_at: datetime | None = None

    def is_usable(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at

    def use(self, now: datetime) -> None:
        """Once and in time, or LinkNoLongerValid."""
        if not self.is_usable(now):
            raise LinkNoLongerValid
        self.used_at = now
        self.touch(now)
