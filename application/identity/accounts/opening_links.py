"""From the token of a mailed link to its secret, used up in this transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.ports import IdentityUnitOfWork, SecretTokens
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose


@dataclass(frozen=True)
class MailedLinks:
    tokens: SecretTokens

    def peek(self, uow: IdentityUnitOfWork, token: str, purposes: tuple[SecretPurpose, ...], now: datetime) -> MailedSecret:
        """The secret, still unused. Raises LinkNoLongerValid for everything else, without saying which."""
        for purpose in purposes:
            secret_id = self.tokens.read(token, purpose)
            secret = None if secret_id is None else uow.mailed_secrets.find(secret_id)
            if secret is not None and secret.purpose is purpose and secret.is_usable(now):
                return secret
        raise LinkNoLongerValid

    def use(self, uow: IdentityUnitOfWork, token: str, purposes: tuple[SecretPurpose, ...], now: datetime) -> MailedSecret:
        """As `peek`, and used up: of two who try at once, one commits."""
        secret = self.peek(uow, token, purposes, now)
        secret.use(now)
        return secret
