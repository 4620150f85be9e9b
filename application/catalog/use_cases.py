"""The table of contents of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from application.catalog.change_channel import ChangeChannel, ChangeChannelHandler
from application.catalog.create_channel import CreateChannel, CreateChannelHandler
from application.catalog.list_channels import ListChannels, ListChannelsHandler
from application.shared.pipeline import UseCase, handled_by
from domain.catalog.channel import Channel


@dataclass(frozen=True)
class CatalogUseCases:
    create_channel: UseCase[CreateChannel, Channel] = handled_by(CreateChannelHandler)
    change_channel: UseCase[ChangeChannel, Channel] = handled_by(ChangeChannelHandler)
    list_channels: UseCase[ListChannels, list[Channel]] = handled_by(ListChannelsHandler)
