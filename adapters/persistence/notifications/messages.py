"""Messages in PostgreSQL: the repository, and claims."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, or_, update

from adapters.persistence.errors import translating
from adapters.persistence.notifications.tables import messages
from adapters.persistence.repository import SqlRepository
from domain.notifications.message import Message, MessageState, Template
from domain.shared.ids import EventId, MessageId


class SqlMessages(SqlRepository[Message]):
    entity = Message
    kind = "message"

    def find_by_cause(self, cause: EventId, recipient: str, template: Template) -> Message | None:
        return self._one(messages.c.cause == cause, messages.c.recipient == recipient, messages.c.template == template)


class SqlMessageClaims:
    """Statements of their own, committed at once and outside of any unit of work: a claim must outlive its maker."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, message_id: MessageId, now: datetime, until: datetime) -> bool:
        free = or_(messages.c.lease_until.is_(None), messages.c.lease_until <= now)
        statement = (
            update(messages)
            .where(messages.c.id == message_id, messages.c.state == MessageState.QUEUED, free)
            .values(lease_until=until, attempts=messages.c.attempts + 1)
        )
        with translating(), self._engine.begin() as connection:
            return connection.execute(statement).rowcount == 1

    def give_back(self, message_id: MessageId) -> None:
        statement = update(messages).where(messages.c.id == message_id, messages.c.state == MessageState.QUEUED).values(lease_until=None)
        with translating(), self._engine.begin() as connection:
            connection.execute(statement)
