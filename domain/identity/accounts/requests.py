"""What somebody who has not proved anything asks for: to register, to get a mail, to move to another address."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from domain.identity.accounts.account import checked_name, email_key
from domain.identity.events import EmailChangeRequested, LinkRequested, RegistrationRequested
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, EmailChangeId, LinkRequestId, MailedSecretId, RegistrationId


class Registration(Aggregate):
    """A filled-in form. It becomes an account when the link that was mailed for it is opened.

    The password belongs to this form alone: a stranger who registers somebody's address never decides its password.
    """

    def __init__(
        self,
        id: RegistrationId,  # noqa: A002 - the field's word
        email: str,
        password_hash: str,
        now: datetime,
        *,
        locale: str,
        first_name: str = "",
        last_name: str = "",
    ) -> None:
        super().__init__(now)
        self.id = id
        self.email = email
        self.email_key = email_key(email)
        self.password_hash = password_hash
        self.locale = locale
        self.first_name = checked_name("first_name", first_name)
        self.last_name = checked_name("last_name", last_name)
        self.record(RegistrationRequested(registration_id=id, occurred_at=now))


class WantedLink(Enum):
    CONFIRMATION = "confirmation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a wish, not a password
    LOGIN_LINK = "login_link"


class LinkRequest(Aggregate):
    """Somebody wants a mail sent to an address. Stored for every address alike; a worker looks whether it is known."""

    def __init__(
        self,
        id: LinkRequestId,  # noqa: A002 - the field's word
        wanted: WantedLink,
        email: str,
        now: datetime,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.wanted = wanted
        self.email_key = email_key(email)
        self.record(LinkRequested(request_id=id, occurred_at=now))


class EmailChange(Aggregate):
    """From one address to another; both are told, the new one confirms."""

    def __init__(
        self,
        id: EmailChangeId,  # noqa: A002 - the field's word
        account_id: AccountId,
        former: str,
        wanted: str,
        secret_id: MailedSecretId,
        now: datetime,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.account_id = account_id
        self.former = former
        self.wanted = wanted
        self.confirmed_at: datetime | None = None
        self.record(EmailChangeRequested(account_id=account_id, change_id=id, secret_id=secret_id, occurred_at=now))

    def confirmed(self, now: datetime) -> None:
        self.confirmed_at = now
        self.touch(now)
