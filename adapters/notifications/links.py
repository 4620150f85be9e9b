"""Links in mails: always to the shop of the settings, whatever a request said; secrets behind `#`, which no server ever sees."""

from __future__ import annotations

from dataclasses import dataclass

from application.identity.ports import SecretTokens
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.notifications.content import PersonContent
from domain.shared.ids import MailedSecretId


@dataclass(frozen=True)
class StorefrontLinks:
    storefront_url: str
    tokens: SecretTokens

    def of(self, content: PersonContent) -> str:
        """Empty when the mail leads nowhere."""
        if content.link is None:
            return f"{self.storefront_url}{content.path}" if content.path else ""
        token = self.tokens.token(MailedSecretId(content.link.secret_id), SecretPurpose(content.link.purpose))
        return f"{self.storefront_url}{content.link.path}#token={token}"
