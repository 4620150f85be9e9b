"""What happens to prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import ChannelId, ProductId, VariantId


@dataclass(frozen=True, kw_only=True)
class PriceChanged(Event):
    """A price of the variant in the channel was set or taken away, or a scheduled one began or ended."""

    name: ClassVar[str] = "pricing.price_changed"
    product_id: ProductId
    variant_id: VariantId
    channel_id: ChannelId

    @property
    def aggregate_id(self) -> UUID:
        return self.product_id
