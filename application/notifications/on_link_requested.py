"""Links that let the owner of a mailbox in: to choose a new password, or straight away."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.identity.events import LoginLinkRequested, PasswordResetRequested
from domain.notifications.content import PersonContent, SecretLink
from domain.notifications.message import Template


@dataclass(frozen=True)
class SendResetLink:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[PasswordResetRequested]) -> None:
        person = self.people.account(envelope.event.account_id)
        if person is None:
            return
        link = SecretLink("/account/reset-password", "password_reset", envelope.event.secret_id)
        content = PersonContent(person.shop_name, person.first_name, link=link)
        self.messages.put(envelope.event_id, Template.RESET_PASSWORD, Letter(person.email, person.locale, content))


@dataclass(frozen=True)
class SendLoginLink:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[LoginLinkRequested]) -> None:
        person = self.people.account(envelope.event.account_id)
        if person is None:
            return
        link = SecretLink("/account/sign-in", "login_link", envelope.event.secret_id)
        content = PersonContent(person.shop_name, person.first_name, link=link)
        self.messages.put(envelope.event_id, Template.SIGN_IN_LINK, Letter(person.email, person.locale, content))
