"""Channels in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import select

from adapters.persistence.catalog import tables
from adapters.persistence.errors import translating
from adapters.persistence.repository import SqlRepository
from domain.catalog.channel import Channel
from domain.shared.errors import EntityNotFound


class SqlChannels(SqlRepository[Channel]):
    entity = Channel
    kind = "channel"

    def by_code(self, code: str) -> Channel:
        found = self._one(tables.channels.c.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[Channel]:
        with translating():
            return list(self._uow.session.scalars(select(Channel).order_by(tables.channels.c.code)))
