"""When something changes that rules look at, they choose again: among the changed products only, set-based."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.catalog.changes import record_membership
from application.catalog.ports import CatalogUnitOfWork
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.collection import Collection, ConditionKind
from domain.catalog.events import CategoryChanged, ProductChanged, ProductsChanged
from domain.pricing.events import PriceChanged
from domain.shared.ids import ProductId


@dataclass(frozen=True)
class _FollowRules:
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def _choose(self, products: Sequence[ProductId] | None, *, only: ConditionKind | None = None) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            concerned = [item for item in uow.collections.all() if _has(item, only)]
            if concerned:
                record_membership(uow, uow.collections.apply_rules(now, concerned, products), self.ids, now)
            uow.commit()


def _has(collection: Collection, kind: ConditionKind | None) -> bool:
    rules = collection.rules
    return rules is not None and (kind is None or any(condition.kind is kind for condition in rules.conditions))


@dataclass(frozen=True)
class ChooseForProduct(_FollowRules):
    def __call__(self, envelope: Envelope[ProductChanged] | Envelope[PriceChanged]) -> None:
        self._choose([envelope.event.product_id])


@dataclass(frozen=True)
class ChooseForProducts(_FollowRules):
    def __call__(self, envelope: Envelope[ProductsChanged]) -> None:
        self._choose(envelope.event.product_ids)


@dataclass(frozen=True)
class ChooseForCategory(_FollowRules):
    """A moved subtree brings and takes products; which ones, the rules find out."""

    def __call__(self, envelope: Envelope[CategoryChanged]) -> None:
        self._choose(None, only=ConditionKind.CATEGORY)
