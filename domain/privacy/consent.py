"""What somebody agreed to, in which words, when, where; and when they took it back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from domain.privacy.events import ConsentAsked, ConsentGiven, ConsentWithdrawn
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, ConsentId

_WORD = re.compile(r"[a-z0-9][a-z0-9_.\-]{0,59}")


class Consent(Aggregate):
    """Of an account, or of an e-mail address for guests (`email`, in small letters; `locale` is the language of mails about it).

    Never changed but to confirm and to withdraw it: a new version of the text is a new consent.
    """

    def __init__(
        self,
        id: ConsentId,  # noqa: A002 - the field's word
        purpose: str,
        text_version: str,
        source: str,
        now: datetime,
        *,
        account_id: AccountId | None = None,
        email: str | None = None,
        locale: str = "en",
    ) -> None:
        super().__init__(now)
        for field, value in (("purpose", purpose), ("text_version", text_version), ("source", source)):
            if not _WORD.fullmatch(value):
                raise InvalidValue(field, "must be a short word of small letters, digits, dots, dashes")
        if (account_id is None) is (email is None):
            raise InvalidValue("email", "must be given where there is no account, and only there")
        self.id = id
        self.account_id = account_id
        self.email = None if email is None else email.lower()
        self.purpose = purpose
        self.text_version = text_version
        self.source = source
        self.locale = locale
        self.given_at = now
        # Whoever types an address need not own it: a guest's consent counts once its link was opened.
        self.confirmed_at: datetime | None = None if account_id is None else now
        self.withdrawn_at: datetime | None = None
        said = ConsentAsked if account_id is None else ConsentGiven
        self.record(said(consent_id=id, occurred_at=now))

    @property
    def holds(self) -> bool:
        return self.confirmed_at is not None and self.withdrawn_at is None

    def waits_at(self, now: datetime, patience: timedelta) -> bool:
        """Whether it may still be confirmed: the link is good for `patience`."""
        return self.confirmed_at is None and self.withdrawn_at is None and now < self.given_at + patience

    def confirm(self, now: datetime) -> None:
        """Confirming twice is confirming once; what was taken back stays so."""
        if self.confirmed_at is None and self.withdrawn_at is None:
            self.confirmed_at = now
            self.touch(now)
            self.record(ConsentGiven(consent_id=self.id, occurred_at=now))

    def withdraw(self, now: datetime) -> None:
        """Withdrawing twice is withdrawing once."""
        if self.withdrawn_at is None:
            self.withdrawn_at = now
            self.touch(now)
            self.record(ConsentWithdrawn(consent_id=self.id, occurred_at=now))
