"""Channels in memory."""

from __future__ import annotations

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.catalog.channel import Channel
from domain.shared.errors import AlreadyExists, EntityNotFound


class MemoryChannels(MemoryRepository[Channel]):
    table_name = "channels"
    kind = "channel"
    unique_keys = (UniqueKey("code", lambda row: row.code, lambda row: AlreadyExists("channel", "code", row.code)),)

    def by_code(self, code: str) -> Channel:
        found = self._one(lambda channel: channel.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[Channel]:
        return sorted(self._table.rows(), key=lambda channel: channel.code)
