"""A message that was written down is sent, once in effect however often this runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from application.notifications.ports import Mail, MailRenderer, MailTransport, MessageClaims, NotificationsUnitOfWork
from application.shared.clock import Clock
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.notifications.events import MessageQueued
from domain.notifications.message import Message, MessageState
from domain.shared.errors import Unavailable
from domain.shared.ids import MessageId

#: Longer than a transport may take; after a sender was killed, this is what its message waits.
LEASE = timedelta(seconds=60)


@dataclass(eq=False)
class MessageBeingSent(Unavailable):
    """Somebody is sending it, or was killed while sending: in a minute we know."""

    code: ClassVar[str] = "message_being_sent"
    message_id: str


@dataclass(frozen=True)
class SendMessage:
    """Claim, send, note: a claim in between two runs keeps them apart, the note ends it.

    A sender that is killed after the transport took the mail and before the note leaves a message that is sent again after
    the lease, under the same Message-ID. Transports that recognise an id (folder, memory) then do nothing; an SMTP server
    cannot promise that, so in this one case a buyer may see a mail twice, and never none.
    """

    unit_of_work: UnitOfWorkFactory[NotificationsUnitOfWork]
    claims: MessageClaims
    renderer: MailRenderer
    transport: MailTransport
    clock: Clock

    def __call__(self, envelope: Envelope[MessageQueued]) -> None:
        message_id = envelope.event.message_id
        now = self.clock.now()
        if not self.claims.claim(message_id, now, now + LEASE):
            self._leave_to_others(message_id)
            return
        self._send(self._stored(message_id))
        with self.unit_of_work() as uow:
            uow.messages.get(message_id).sent(self.clock.now())
            uow.commit()

    def _stored(self, message_id: MessageId) -> Message:
        # Read in a transaction of its own: none stays open while a mail server is spoken to.
        with self.unit_of_work() as uow:
            return uow.messages.get(message_id)

    def _leave_to_others(self, message_id: MessageId) -> None:
        if self._stored(message_id).state is not MessageState.SENT:
            raise MessageBeingSent(str(message_id))

    def _send(self, message: Message) -> None:
        try:
            rendered = self.renderer.render(message.template, message.locale, message.content)
            self.transport.send(Mail(message.id, message.recipient, rendered.subject, rendered.html, rendered.text))
        except Exception:
            self.claims.give_back(message.id)
            raise
