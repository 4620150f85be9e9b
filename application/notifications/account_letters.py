"""Letters to the owner of an account, as long as there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

from application.notifications.ports import News, PeopleForMail
from application.notifications.queue_message import MessageQueue
from domain.notifications.message import Template
from domain.shared.ids import AccountId, EventId


@dataclass(frozen=True)
class AccountLetters:
    """What the subscribers share that write to whom an account belongs. Whoever is forgotten gets nothing: there is no address left."""

    people: PeopleForMail
    messages: MessageQueue

    def write(self, cause: EventId, account_id: AccountId, template: Template, **news: Unpack[News]) -> None:
        person = self.people.account(account_id)
        if person is not None:
            self.messages.put(cause, template, person.letter(**news))
