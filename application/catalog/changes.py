"""Telling listeners about many changed products at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from application.catalog.ports import Membership
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWork
from domain.catalog.events import CollectionChanged, ProductChanged, ProductsChanged
from domain.shared.ids import CollectionId, ProductId

#: Products an event may name.
BATCH = 1_000


def record_products(uow: UnitOfWork, products: Sequence[ProductId], ids: Ids, now: datetime) -> None:
    """One event for one product, one for every batch of many."""
    if len(products) == 1:
        uow.record(ProductChanged(product_id=products[0], occurred_at=now))
        return
    for start in range(0, len(products), BATCH):
        uow.record(ProductsChanged(batch_id=ids.new(), product_ids=tuple(products[start : start + BATCH]), occurred_at=now))


def record_membership(uow: UnitOfWork, changed: Membership, ids: Ids, now: datetime, told: CollectionId | None = None) -> None:
    """What a run of rules changed; listeners know already of the collection `told`."""
    for key in changed.collections:
        if key != told:
            uow.record(CollectionChanged(collection_id=key, occurred_at=now))
    record_products(uow, changed.products, ids, now)
