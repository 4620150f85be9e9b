"""Messages in memory: the repository, claims, and forgetting."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.database import MemoryDatabase, UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.notifications.message import Message, MessageState, Template
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import EventId, MessageId

_TABLE = "messages"


class MemoryMessages(MemoryRepository[Message]):
    table_name = _TABLE
    kind = "message"
    unique_keys = (UniqueKey("cause", lambda row: (row.cause, row.recipient, row.template), lambda _: ConcurrencyConflict("message")),)

    def find_by_cause(self, cause: EventId, recipient: str, template: Template) -> Message | None:
        return self._one(lambda row: (row.cause, row.recipient, row.template) == (cause, recipient, template))


class MemoryMessageClaims:
    """Writes past the units of work, as the SQL one does."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def claim(self, message_id: MessageId, now: datetime, until: datetime) -> bool:
        with self._database.lock:
            row: Message | None = self._database.table(_TABLE).get(message_id)
            if row is None or row.state is MessageState.SENT or (row.lease_until is not None and row.lease_until > now):
                return False
            row.lease_until = until
            row.attempts += 1
            return True

    def give_back(self, message_id: MessageId) -> None:
        with self._database.lock:
            row: Message | None = self._database.table(_TABLE).get(message_id)
            if row is not None and row.state is MessageState.QUEUED:
                row.lease_until = None
