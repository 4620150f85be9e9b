"""The rules of sales from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from application.checkout.ports import SaleRules
from domain.catalog.channel import Channel
from domain.shared.ids import ChannelId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemorySaleRulebook:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def channel(self, channel_id: ChannelId) -> Channel:
        return self._uow.channels.get(channel_id)

    def of(self, channel_id: ChannelId, country: str | None) -> SaleRules:
        channel = self._uow.channels.get(channel_id)
        where = country or (channel.countries[0] if channel.countries else "")
        return SaleRules(channel, self._uow.tax_zones.for_country(where), self._uow.shipping_zones.for_country(where))
