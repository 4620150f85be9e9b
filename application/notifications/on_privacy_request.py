"""What people must learn about their data even when somebody else asked: a copy is ready, they are to be forgotten, they are not."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.shared.subscriptions import Envelope
from domain.notifications.message import Template
from domain.privacy.events import ErasureCancelled, ErasureRequested, ExportReady

PrivacyEvent = ExportReady | ErasureRequested | ErasureCancelled


@dataclass(frozen=True)
class TellOfPrivacyRequest:
    """One mail for each kind of event."""

    letters: AccountLetters

    def __call__(self, envelope: Envelope[PrivacyEvent]) -> None:
        event = envelope.event
        if isinstance(event, ExportReady):
            template, when = Template.EXPORT_READY, event.expires_at
        elif isinstance(event, ErasureRequested):
            template, when = Template.ERASURE_ASKED, event.due_at
        else:
            template, when = Template.ERASURE_TAKEN_BACK, event.occurred_at
        self.letters.write(envelope.event_id, event.account_id, template, path="/account/privacy", happened_at=when)
