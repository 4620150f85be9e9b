"""Delivery prices are in the currency of a channel that exists."""

from __future__ import annotations

from application.catalog.ports import Channels
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shipping.method import ShippingMethod


def check_channels(channels: Channels, method: ShippingMethod) -> None:
    """Raise InvalidValue at the rate whose channel is unknown or has another currency."""
    for index, rate in enumerate(method.rates):
        try:
            channel = channels.get(rate.channel_id)
        except EntityNotFound:
            raise InvalidValue(f"rates/{index}/channel", "there is no such channel") from None
        if channel.currency != rate.amount.currency:
            raise InvalidValue(f"rates/{index}/amount", f"must be in {channel.currency.code}, the currency of the channel {channel.code!r}")
