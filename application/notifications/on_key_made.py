"""Whoever answers for a new API key learns of it, even when somebody else made it with their access."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.notifications.ports import KeysForMail, News
from application.shared.subscriptions import Envelope
from domain.access.events import ApiKeyCreated
from domain.notifications.message import Template


@dataclass(frozen=True)
class TellOfNewKey:
    """The operator gets no mail: nobody in particular answers for what is made at the terminal."""

    keys: KeysForMail
    letters: AccountLetters

    def __call__(self, envelope: Envelope[ApiKeyCreated]) -> None:
        event = envelope.event
        if event.responsible is None:
            return
        key = self.keys.key(event.key_id)
        facts = (("api_key", f"{key.name} ({key.prefix}…)"), ("scopes", ", ".join(key.scopes)))
        news = News(facts=facts, path="/account/reset-password", happened_at=event.occurred_at)
        self.letters.write(envelope.event_id, event.responsible, Template.API_KEY_MADE, **news)
