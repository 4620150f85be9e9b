"""Whoever registers an address is answered by mail, and only by mail: the form says the same to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.notifications.ports import PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.identity.events import RegistrationMailed, RegistrationRepeated
from domain.notifications.content import SecretLink
from domain.notifications.message import Template


@dataclass(frozen=True)
class AskToConfirm:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[RegistrationMailed]) -> None:
        person = self.people.registration(envelope.event.registration_id)
        if person is None:
            return
        link = SecretLink("/account/confirm", "confirmation", envelope.event.secret_id)
        self.messages.put(envelope.event_id, Template.CONFIRM_REGISTRATION, person.letter(link=link))


@dataclass(frozen=True)
class TellAlreadyRegistered:
    """The owner of the account learns that there is one; whoever filled in the form does not."""

    letters: AccountLetters

    def __call__(self, envelope: Envelope[RegistrationRepeated]) -> None:
        self.letters.write(envelope.event_id, envelope.event.account_id, Template.ALREADY_REGISTERED, path="/account/sign-in")
