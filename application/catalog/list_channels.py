"""Anybody may know which channels there are; how they are set up is for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.channel import Channel


@dataclass(frozen=True)
class ListChannels:
    """Every channel, by code."""


@dataclass(frozen=True)
class ListChannelsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListChannels) -> list[Channel]:
        with self.unit_of_work() as uow:
            return uow.channels.all()


@dataclass(frozen=True, kw_only=True)
class ListChannelSettings:
    """By code, the channels whose catalogue the actor may see."""

    actor: Actor


@dataclass(frozen=True)
class ListChannelSettingsHandler:
    permission: ClassVar[str | None] = "catalog.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListChannelSettings) -> list[Channel]:
        with self.unit_of_work() as uow:
            return [channel for channel in uow.channels.all() if query.actor.may("catalog.read", channel.id)]
