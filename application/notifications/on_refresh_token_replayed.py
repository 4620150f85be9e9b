"""What an owner must learn when a used refresh token comes back: somebody may have a copy."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.shared.subscriptions import Envelope
from domain.notifications.message import Template
from domain.sessions.events import RefreshTokenReplayed


@dataclass(frozen=True)
class TellOfStolenSession:
    """One mail a session that was ended for it."""

    letters: AccountLetters

    def __call__(self, envelope: Envelope[RefreshTokenReplayed]) -> None:
        event = envelope.event
        self.letters.write(
            envelope.event_id, event.account_id, Template.SESSION_STOLEN, path="/account/sessions", happened_at=event.occurred_at
        )
