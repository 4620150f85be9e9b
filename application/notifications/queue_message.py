"""Writes a message down, once for its cause, in the transaction of the subscriber that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, NotificationsUnitOfWork
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.notifications.message import Message, Template
from domain.shared.ids import EventId, MessageId


@dataclass(frozen=True)
class MessageQueue:
    """What the subscribers of this context share."""

    unit_of_work: UnitOfWorkFactory[NotificationsUnitOfWork]
    clock: Clock
    ids: Ids

    def put(self, cause: EventId, template: Template, letter: Letter) -> None:
        with self.unit_of_work() as uow:
            if uow.messages.find_by_cause(cause, letter.recipient, template) is None:
                message_id = MessageId(self.ids.new())
                uow.messages.add(
                    Message(message_id, cause, template, letter.recipient, letter.locale, letter.content, self.clock.now()),
                )
            uow.commit()
