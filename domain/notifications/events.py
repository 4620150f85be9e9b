"""What happens to messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import MessageId


@dataclass(frozen=True, kw_only=True)
class MessageQueued(Event):
    """Somebody is to get a message; it is written down and waits to be sent."""

    name: ClassVar[str] = "notifications.message_queued"
    message_id: MessageId

    @property
    def aggregate_id(self) -> UUID:
        return self.message_id
