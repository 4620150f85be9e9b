"""Guests who agreed to something confirm by mail, and can take it back by mail ever after."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import ConsentsForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.content import SecretLink
from domain.notifications.message import Template
from domain.privacy.events import ConsentAsked, ConsentGiven
from domain.shared.ids import ConsentId, EventId


@dataclass(frozen=True)
class ConsentLetters:
    consents: ConsentsForMail
    messages: MessageQueue

    def write(self, cause: EventId, consent_id: ConsentId, template: Template, link: SecretLink) -> None:
        agreeing = self.consents.guest(consent_id)
        if agreeing is not None:
            self.messages.put(cause, template, agreeing.person.letter(facts=(("purpose", agreeing.purpose),), link=link))


@dataclass(frozen=True)
class AskToConfirmConsent:
    letters: ConsentLetters

    def __call__(self, envelope: Envelope[ConsentAsked]) -> None:
        key = envelope.event.consent_id
        self.letters.write(envelope.event_id, key, Template.CONFIRM_CONSENT, SecretLink("/consents/confirm", "consent", key))


@dataclass(frozen=True)
class SendWayBack:
    letters: ConsentLetters

    def __call__(self, envelope: Envelope[ConsentGiven]) -> None:
        key = envelope.event.consent_id
        self.letters.write(envelope.event_id, key, Template.CONSENT_CONFIRMED, SecretLink("/consents/withdraw", "consent_withdrawal", key))
