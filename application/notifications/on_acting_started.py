"""A customer learns that staff act in their place."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.shared.subscriptions import Envelope
from domain.access.events import ImpersonationStarted
from domain.notifications.message import Template


@dataclass(frozen=True)
class TellOfActing:
    """Neither who it is nor why: both stay in the shop, written by staff for staff."""

    letters: AccountLetters

    def __call__(self, envelope: Envelope[ImpersonationStarted]) -> None:
        event = envelope.event
        self.letters.write(envelope.event_id, event.account_id, Template.ACTED_FOR, path="/account/sessions", happened_at=event.occurred_at)
