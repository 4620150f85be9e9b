"""The contract of messages: written once for a cause, claimed by one sender, sent once in effect."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

import pytest

from adapters.inbox import deliver_once
from adapters.memory.database import MemoryDatabase
from adapters.memory.notifications.messages import MemoryMessageClaims
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.persistence.notifications.messages import SqlMessageClaims
from application.notifications.on_message_queued import LEASE, MessageBeingSent, SendMessage
from application.notifications.ports import Mail, MailServerUnavailable, OrderForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope, Subscription
from domain.notifications.events import MessageQueued
from domain.notifications.message import Message, MessageState, Template
from domain.shared.errors import InvalidValue
from domain.shared.ids import EventId, MessageId
from tests.contract.conftest import BackendUnderTest
from tests.support.mails import RENDERER, an_order

CAUSE = EventId(UUID(int=7))


class Moody(MemoryMailTransport):
    """Raises what it is told to, before or after it took the mail."""

    before: Exception | None = None
    after: BaseException | None = None

    def send(self, mail: Mail) -> None:
        if self.before:
            raise self.before
        super().send(mail)
        if self.after:
            raise self.after


class Post:
    def __init__(self, backend: BackendUnderTest) -> None:
        self.backend, self.transport = backend, Moody()
        if backend.sql is not None:
            self.claims = SqlMessageClaims(backend.sql.engine)
        else:
            memory = cast(MemoryDatabase, backend.memory)
            self.claims = MemoryMessageClaims(memory)  # type: ignore[assignment]
        self.queue = MessageQueue(backend.unit_of_work, backend.clock, backend.ids)
        self.sender = SendMessage(backend.unit_of_work, self.claims, RENDERER, self.transport, backend.clock)

    def write(self, recipient: str = "ada@example.com") -> Message:
        self.queue.put(CAUSE, Template.ORDER_CONFIRMATION, OrderForMail(recipient, "en", an_order()))
        with self.backend.unit_of_work() as uow:
            return cast(Message, uow.messages.find_by_cause(CAUSE, recipient, Template.ORDER_CONFIRMATION))

    def envelope(self, message: Message) -> Envelope[MessageQueued]:
        event = MessageQueued(message_id=message.id, occurred_at=self.backend.clock.now())
        return Envelope(EventId(UUID(int=message.id.int)), event, 1)

    def send(self, message: Message) -> None:
        deliver = deliver_once({"send": self.sender})
        deliver(Subscription(MessageQueued, "send", SendMessage), self.envelope(message))

    def stored(self, message_id: MessageId) -> Message:
        with self.backend.unit_of_work() as uow:
            return cast(Message, uow.messages.get(message_id))


@pytest.fixture
def post(backend: BackendUnderTest) -> Post:
    return Post(backend)


def test_a_message_is_read_back_whole(post: Post) -> None:
    message = post.write()
    stored = post.stored(message.id)
    assert (stored.content, stored.recipient, stored.locale, stored.state) == (an_order(), "ada@example.com", "en", MessageState.QUEUED)


def test_one_cause_writes_one_message(post: Post) -> None:
    assert post.write().id == post.write().id


def test_only_a_plain_address_is_written_to(post: Post) -> None:
    for recipient in ("ada@example.com\nBcc: eve@example.com", "a@b, c@d", "<ada@example.com>", "ada"):
        with pytest.raises(InvalidValue):
            post.write(recipient)


def test_a_message_is_sent_once_however_often_it_is_asked_for(post: Post) -> None:
    message = post.write()
    for _ in range(3):
        post.send(message)
    assert [mail.recipient for mail in post.transport.mails] == ["ada@example.com"]
    stored = post.stored(message.id)
    assert (stored.state, stored.attempts, stored.sent_at) == (MessageState.SENT, 1, post.backend.clock.now())


def test_a_failed_try_may_be_repeated_at_once(post: Post) -> None:
    message = post.write()
    post.transport.before = MailServerUnavailable("away")
    with pytest.raises(MailServerUnavailable):
        post.send(message)
    post.transport.before = None
    post.send(message)
    assert len(post.transport.mails) == 1
    assert post.stored(message.id).attempts == 2


def test_two_senders_do_not_meet(post: Post) -> None:
    message = post.write()
    now = post.backend.clock.now()
    assert post.claims.claim(message.id, now, now + LEASE)
    assert not post.claims.claim(message.id, now, now + LEASE)
    with pytest.raises(MessageBeingSent):
        post.send(message)
    assert post.transport.mails == []


def test_the_message_of_a_killed_sender_is_sent_after_its_lease(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    message = post.write()
    now = post.backend.clock.now()
    post.claims.claim(message.id, now, now + LEASE)
    post.backend.clock.advance(LEASE + timedelta(seconds=1))
    post.send(message)
    assert len(post.transport.mails) == 1


def test_a_sender_killed_after_the_transport_took_the_mail_sends_it_once_in_effect(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    message = post.write()

    class Killed(BaseException):
        """Nothing after this line runs, as in a kill."""

    post.transport.after = Killed()
    with pytest.raises(Killed):
        post.send(message)
    post.transport.after = None
    with pytest.raises(MessageBeingSent):
        post.send(message)
    post.backend.clock.advance(LEASE + timedelta(seconds=1))
    post.send(message)
    assert len(post.transport.mails) == 1
    assert post.stored(message.id).state is MessageState.SENT
