"""What happens in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import ChannelId, ProductId


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Event):
    """A channel was made or changed."""

    name: ClassVar[str] = "catalog.channel_changed"
    channel_id: ChannelId

    @property
    def aggregate_id(self) -> UUID:
        return self.channel_id


@dataclass(frozen=True, kw_only=True)
class ProductChanged(Event):
    """Anything of a product that shoppers can see was changed: text, variants, media, prices, publication, status."""

    name: ClassVar[str] = "catalog.product_changed"
    product_id: ProductId

    @property
    def aggregate_id(self) -> UUID:
        return self.product_id
