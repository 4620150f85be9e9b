"""What the catalogue needs from outside."""

from __future__ import annotations

from typing import Protocol

from application.shared.unit_of_work import UnitOfWork
from domain.catalog.channel import Channel
from domain.shared.ids import ChannelId


class Channels(Protocol):
    """Repository of channels; codes are unique."""

    def get(self, key: ChannelId) -> Channel: ...

    def by_code(self, code: str) -> Channel:
        """Raises EntityNotFound."""
        ...

    def all(self) -> list[Channel]:
        """Every channel by code; a shop has few."""
        ...

    def add(self, aggregate: Channel) -> None: ...


class CatalogUnitOfWork(UnitOfWork, Protocol):
    @property
    def channels(self) -> Channels: ...
