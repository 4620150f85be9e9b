"""What people must learn about their data even when somebody else asked: a copy is ready, they are to be forgotten, they are not."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.content import PersonContent
from domain.notifications.message import Template
from domain.privacy.events import ErasureCancelled, ErasureRequested, ExportReady

PrivacyEvent = ExportReady | ErasureRequested | ErasureCancelled


@dataclass(frozen=True)
class TellOfPrivacyRequest:
    """One mail for each kind of event. Whoever is forgotten already gets none: there is no address left to write to."""

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[PrivacyEvent]) -> None:
        event = envelope.event
        person = self.people.account(event.account_id)
        if person is None:
            return
        if isinstance(event, ExportReady):
            template, when = Template.EXPORT_READY, event.expires_at
        elif isinstance(event, ErasureRequested):
            template, when = Template.ERASURE_ASKED, event.due_at
        else:
            template, when = Template.ERASURE_TAKEN_BACK, event.occurred_at
        content = PersonContent(person.shop_name, person.first_name, path="/account/privacy", happened_at=when)
        self.messages.put(envelope.event_id, template, Letter(person.email, person.locale, content))
