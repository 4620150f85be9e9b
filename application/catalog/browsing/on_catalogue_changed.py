"""Documents follow the catalogue: a change of something wide marks its products, of which the first are made anew at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.catalog.browsing.ports import BrowsingUnitOfWork, ProductDocuments
from application.catalog.browsing.topics import CATEGORIES, CHANNELS, COLLECTIONS, topics_of
from application.shared.clock import Clock
from application.shared.ready_answers import Changes
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.events import (
    AttributeChanged,
    CategoryChanged,
    ChannelChanged,
    CollectionChanged,
    ProductChanged,
    ProductsChanged,
    ProductTypeChanged,
)
from domain.pricing.events import PriceChanged
from domain.shared.ids import ProductId

#: So many marked products are made anew in the transaction of the event; the rest follow on schedule.
AT_ONCE = 200


@dataclass(frozen=True)
class DocumentRefresher:
    """What every subscriber does: one transaction, then the announcement."""

    unit_of_work: UnitOfWorkFactory[BrowsingUnitOfWork]
    changes: Changes
    clock: Clock

    def refresh(self, choose: Callable[[ProductDocuments, datetime], Sequence[ProductId]], topics: Iterable[str] = ()) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            products = choose(uow.product_documents, now)
            uow.product_documents.refresh(products, now)
            uow.commit()
        self.changes.announce(topics_of(products) | set(topics))

    def refresh_marked(self, mark: Callable[[ProductDocuments, datetime], None], topics: Iterable[str] = ()) -> None:
        def choose(documents: ProductDocuments, now: datetime) -> Sequence[ProductId]:
            mark(documents, now)
            return documents.due(now, AT_ONCE)

        self.refresh(choose, topics)


class RefreshChangedProduct(DocumentRefresher):
    """Also when a price was set, or began or ended on schedule."""

    def __call__(self, envelope: Envelope[ProductChanged | PriceChanged]) -> None:
        self.refresh(lambda _documents, _now: (envelope.event.product_id,))


class RefreshChangedProducts(DocumentRefresher):
    def __call__(self, envelope: Envelope[ProductsChanged]) -> None:
        self.refresh(lambda _documents, _now: envelope.event.product_ids)


class RefreshChangedCategory(DocumentRefresher):
    def __call__(self, envelope: Envelope[CategoryChanged]) -> None:
        self.refresh_marked(lambda documents, now: documents.mark_category(envelope.event.category_id, now), [CATEGORIES])


class RefreshChangedCollection(DocumentRefresher):
    def __call__(self, envelope: Envelope[CollectionChanged]) -> None:
        self.refresh_marked(lambda documents, now: documents.mark_collection(envelope.event.collection_id, now), [COLLECTIONS])


class RefreshChangedChannel(DocumentRefresher):
    def __call__(self, envelope: Envelope[ChannelChanged]) -> None:
        self.refresh_marked(lambda documents, now: documents.mark_channel(envelope.event.channel_id, now), [CHANNELS])


class RefreshChangedAttribute(DocumentRefresher):
    def __call__(self, envelope: Envelope[AttributeChanged]) -> None:
        self.refresh_marked(lambda documents, now: documents.mark_attribute(envelope.event.attribute_id, now))


class RefreshChangedProductType(DocumentRefresher):
    def __call__(self, envelope: Envelope[ProductTypeChanged]) -> None:
        self.refresh_marked(lambda documents, now: documents.mark_product_type(envelope.event.product_type_id, now))


__all__ = [
    "RefreshChangedAttribute",
    "RefreshChangedCategory",
    "RefreshChangedChannel",
    "RefreshChangedCollection",
    "RefreshChangedProduct",
    "RefreshChangedProductType",
    "RefreshChangedProducts",
]
