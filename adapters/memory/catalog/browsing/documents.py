"""Nothing to keep ready: in memory documents are computed when they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.shared.ids import ProductId, VariantId


class MemoryProductDocuments:
    """See `application.catalog.browsing.ports.ProductDocuments`."""

    def refresh(self, product_ids: Sequence[ProductId], now: datetime) -> None: ...

    def after(self, last: ProductId | None, limit: int) -> tuple[ProductId, ...]:
        return ()

    def due(self, now: datetime, limit: int) -> tuple[ProductId, ...]:
        return ()

    def of_variant(self, variant_id: VariantId) -> ProductId | None:
        return None

    def mark_category(self, category_id: UUID, now: datetime) -> None: ...

    def mark_collection(self, collection_id: UUID, now: datetime) -> None: ...

    def mark_channel(self, channel_id: UUID, now: datetime) -> None: ...

    def mark_attribute(self, attribute_id: UUID, now: datetime) -> None: ...

    def mark_product_type(self, product_type_id: UUID, now: datetime) -> None: ...
