"""Documents follow stock: what shoppers are told about availability."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from application.catalog.browsing.on_catalogue_changed import DocumentRefresher
from application.catalog.browsing.ports import ProductDocuments
from application.shared.subscriptions import Envelope
from domain.inventory.events import StockChanged
from domain.shared.ids import ProductId


class RefreshRestockedProduct(DocumentRefresher):
    def __call__(self, envelope: Envelope[StockChanged]) -> None:
        def choose(documents: ProductDocuments, _now: datetime) -> Sequence[ProductId]:
            product_id = documents.of_variant(envelope.event.variant_id)
            return () if product_id is None else (product_id,)

        self.refresh(choose)
