"""Links that let the owner of a mailbox in: to choose a new password, or straight away."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.shared.subscriptions import Envelope
from domain.identity.events import LoginLinkRequested, PasswordResetRequested
from domain.notifications.content import SecretLink
from domain.notifications.message import Template


@dataclass(frozen=True)
class SendResetLink:
    letters: AccountLetters

    def __call__(self, envelope: Envelope[PasswordResetRequested]) -> None:
        link = SecretLink("/account/reset-password", "password_reset", envelope.event.secret_id)
        self.letters.write(envelope.event_id, envelope.event.account_id, Template.RESET_PASSWORD, link=link)


@dataclass(frozen=True)
class SendLoginLink:
    letters: AccountLetters

    def __call__(self, envelope: Envelope[LoginLinkRequested]) -> None:
        link = SecretLink("/account/sign-in", "login_link", envelope.event.secret_id)
        self.letters.write(envelope.event_id, envelope.event.account_id, Template.SIGN_IN_LINK, link=link)
