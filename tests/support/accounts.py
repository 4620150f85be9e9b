"""People with accounts, and what arrives in their mailboxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import jwt

from adapters.clock import AdjustableClock
from adapters.memory.database import MemoryDatabase
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.memory.queue import MemoryWorker
from adapters.settings import Settings
from application.facade import Application
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.register import Register
from application.identity.accounts.sign_in import SignIn
from application.sessions.opening import IssuedTokens
from application.shared.actor import Actor, ActorKind
from bootstrap import Backend, Overrides, build
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.ids import AccountId, SessionId

ADA = "ada@example.com"
PASSWORD = "blaue banane 7"
FIREFOX = Device("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "192.0.2.0/24")
PHONE = Device("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "198.51.100.0/24")


@dataclass
class PeopleUnderTest:
    """A shop, in memory if nothing else is said, its worker, and the mailboxes of the world."""

    settings: Settings
    clock: AdjustableClock
    mails: MemoryMailTransport = field(default_factory=MemoryMailTransport)
    backend: Backend = Backend.MEMORY

    def __post_init__(self) -> None:
        self.app: Application = build(self.settings, self.backend, Overrides(clock=self.clock, mails=self.mails))
        self._worker = MemoryWorker(self.app)

    def settle(self) -> None:
        self._worker.drain()

    def mailbox(self, email: str) -> list[str]:
        """Subjects, oldest first."""
        self.settle()
        return [mail.subject for mail in self.mails.mails if mail.recipient == email]

    def tokens(self, email: str) -> list[str]:
        """Of every link that ever came, oldest first."""
        self.settle()
        texts = [mail.text for mail in self.mails.mails if mail.recipient == email]
        return [match[1] for text in texts if (match := re.search(r"#token=([\w=-]+)", text))]

    def last_mail(self, email: str) -> str:
        self.settle()
        return [mail.text for mail in self.mails.mails if mail.recipient == email][-1]

    def token(self, email: str) -> str:
        """Of the link in the last mail."""
        found = re.search(r"#token=([\w=-]+)", self.last_mail(email))
        assert found, "the mail has no secret"
        return found[1]

    def registered(self, email: str = ADA, password: str = PASSWORD, **names: str) -> AccountId:
        """Somebody who has filled in the form and opened the link."""
        self.app.accounts.register(Register(email=email, password=password, **names))
        self.app.accounts.confirm_email(ConfirmEmail(token=self.token(email), password=password))
        return self.account_of(email, password)

    def account_of(self, email: str, password: str = PASSWORD) -> AccountId:
        """By signing in."""
        return self.actor(self.sign_in(email, password)).require_account()

    def sign_in(
        self, email: str = ADA, password: str = PASSWORD, device: Device = FIREFOX, audience: Audience = Audience.SHOP
    ) -> IssuedTokens:
        return self.app.accounts.sign_in(SignIn(email=email, password=password, audience=audience, device=device))

    def actor(self, tokens: IssuedTokens) -> Actor:
        """Who holds these tokens, as the edge would say."""
        claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
        return Actor(
            ActorKind.CUSTOMER,
            "customer",
            account_id=AccountId(UUID(claims["sub"])),
            session_id=tokens.session_id,
            signed_in_at=self.clock.now(),
        )

    @property
    def database(self) -> MemoryDatabase:
        """Of the shop: reached through a use case, as nothing else hands it out."""
        unit = self.app.accounts.show_account._handler.unit_of_work()  # type: ignore[attr-defined]
        return cast(MemoryDatabase, unit.database)

    def password_hash(self, account_id: AccountId) -> str:
        return cast(str, self.database.committed_row("accounts", account_id).password_hash)  # type: ignore[union-attr]

    def open_sessions(self, account_id: AccountId) -> list[SessionId]:
        return [row.id for row in self.database.committed("sessions") if row.account_id == account_id and row.ended_at is None]

    def with_settings(self, **changes: Any) -> PeopleUnderTest:
        """The same shop after a restart with other settings."""
        again = PeopleUnderTest(self.settings.model_copy(update=changes), self.clock, self.mails)
        again.database.tables = self.database.tables
        return again
