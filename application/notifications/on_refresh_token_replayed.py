"""What an owner must learn when a used refresh token comes back: somebody may have a copy."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.content import PersonContent
from domain.notifications.message import Template
from domain.sessions.events import RefreshTokenReplayed


@dataclass(frozen=True)
class TellOfStolenSession:
    """One mail a session that was ended for it."""

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[RefreshTokenReplayed]) -> None:
        event = envelope.event
        person = self.people.account(event.account_id)
        if person is not None:
            content = PersonContent(person.shop_name, person.first_name, path="/account/sessions", happened_at=event.occurred_at)
            self.messages.put(envelope.event_id, Template.SESSION_STOLEN, Letter(person.email, person.locale, content))
