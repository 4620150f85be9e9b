"""Channels as carts see them, in memory."""

from __future__ import annotations

from adapters.memory.database import MemoryDatabase
from application.cart.ports import SellingChannel
from domain.catalog.channel import Channel
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ChannelId


class MemorySellingChannels:
    """See `application.cart.ports.SellingChannels`."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def by_code(self, code: str | None) -> SellingChannel:
        known: list[Channel] = self._database.committed("channels")
        if code is None and len(known) == 1:
            return _selling(known[0])
        found = next((channel for channel in known if channel.code == (code or "default")), None)
        if found is None:
            raise EntityNotFound("channel", code or "default")
        return _selling(found)

    def get(self, channel_id: ChannelId) -> SellingChannel:
        found: Channel | None = self._database.committed_row("channels", channel_id)
        if found is None:
            raise EntityNotFound("channel", str(channel_id))
        return _selling(found)


def _selling(channel: Channel) -> SellingChannel:
    return SellingChannel(
        id=channel.id,
        code=channel.code,
        currency=channel.currency,
        locales=channel.locales,
        countries=channel.countries,
        prices_include_tax=channel.prices_include_tax,
        stock_locations=channel.stock_locations,
        cart_merging=channel.cart_merging,
        tax_country=channel.tax_country,
    )
